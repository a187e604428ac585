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
import java.util.Optional;

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
    var file = find(invocation);
    try {
      return reader(invocation, file).read();
    } catch (IOException unreadable) {
      throw refused(file, unreadable);
    }
  }

  private static ConfigurationReader reader(Invocation invocation, Path file) {
    var surroundings = invocation.surroundings();
    return new ConfigurationReader(
        file,
        surroundings.environment(),
        surroundings.workingFolder(),
        invocation.providers()::stores);
  }

  /// The providers for a place that an argument names: those of the folder that the configuration
  /// says, where there is one that can be read.
  public static Stores stores(Invocation invocation) {
    Optional<Path> folder = Optional.empty();
    if (isThere(invocation)) {
      try {
        folder = reader(invocation, find(invocation)).providers();
      } catch (IOException | CommandException _) {
        // An argument needs no configuration; one that is wrong must not be in its way.
      }
    }
    return invocation.providers().stores(folder);
  }

  /// Whether somebody named one, or it is in the usual place.
  public static boolean isThere(Invocation invocation) {
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
