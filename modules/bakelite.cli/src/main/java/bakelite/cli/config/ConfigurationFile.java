package bakelite.cli.config;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.store.Stores;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Finds the configuration file: `--config`, else `$BAKELITE_CONFIG`, else the usual place.
public final class ConfigurationFile {
  private static final String VARIABLE = "BAKELITE_CONFIG";
  private static final Path USUAL = Path.of("/etc/bakelite/bakelite.yml");
  private static final String WHERE =
      "name it with --config FILE or $" + VARIABLE + "; without either it is " + USUAL;

  private ConfigurationFile() {}

  /// Reads the file that a call means.
  ///
  /// @throws CommandException of kind usage when it is not there or wrong
  public static Configuration load(Invocation invocation) throws CommandException {
    var surroundings = invocation.surroundings();
    var file = find(invocation);
    try {
      return new ConfigurationReader(
              file, surroundings.environment(), surroundings.workingFolder(), Stores.installed())
          .read();
    } catch (IOException unreadable) {
      throw refused(file, unreadable);
    }
  }

  /// Whether somebody named one, or it is in the usual place.
  static boolean isThere(Invocation invocation) {
    var file = find(invocation);
    return !file.equals(USUAL) || Files.exists(file);
  }

  private static Path find(Invocation invocation) {
    var named = invocation.options().configuration();
    var environment = invocation.surroundings().environment();
    var text = named.orElseGet(() -> environment.getOrDefault(VARIABLE, ""));
    return text.isEmpty() ? USUAL : invocation.surroundings().resolve(text);
  }

  private static CommandException refused(Path file, IOException why) {
    if (Files.isDirectory(file)) {
      return refused(file, "a file, found a folder", WHERE);
    }
    return switch (why) {
      case NoSuchFileException _ -> refused(file, "a file, found none", WHERE);
      case AccessDeniedException _ ->
          refused(file, "the right to, found none", "run as the user who may read it");
      default -> refused(file, "a file, found that " + why.getMessage(), WHERE);
    };
  }

  private static CommandException refused(Path file, String expected, String hint) {
    return new CommandException(
        ExitCode.USAGE, "cannot read the configuration " + file + ": expected " + expected, hint);
  }
}
