package bakelite.cli.replicate;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.command.Surroundings;
import bakelite.cli.config.Configuration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Where local state lies when nobody said: `$STATE_DIRECTORY` (set by systemd), else
/// `$XDG_STATE_HOME/bakelite`, else `/var/lib/bakelite` for root, else `~/.local/state/bakelite`.
public final class StateRoot {
  private static final int TAG_BYTES = 4;

  private StateRoot() {}

  /// Where the configuration says, else the usual place.
  public static Path of(Invocation invocation, Configuration configuration)
      throws CommandException {
    return configuration.stateFolder().isPresent()
        ? configuration.stateFolder().get()
        : of(invocation.surroundings());
  }

  /// The folder.
  ///
  /// @throws CommandException of kind usage when nothing says where it could be
  public static Path of(Surroundings surroundings) throws CommandException {
    var environment = surroundings.environment();
    var ofSystemd = environment.getOrDefault("STATE_DIRECTORY", "");
    if (!ofSystemd.isEmpty()) {
      return surroundings.resolve(ofSystemd);
    }
    var ofDesktop = environment.getOrDefault("XDG_STATE_HOME", "");
    if (!ofDesktop.isEmpty()) {
      return surroundings.resolve(ofDesktop).resolve("bakelite");
    }
    if (System.getProperty("user.name", "").equals("root")) {
      return Path.of("/var/lib/bakelite");
    }
    return below(environment.getOrDefault("HOME", ""), System.getProperty("user.home", ""));
  }

  /// Below the home of the user: as the environment has it, else as the system knows it. Java says
  /// `?` for a user that the system does not know, as in a container.
  static Path below(String home, String known) throws CommandException {
    var folder = home.isEmpty() ? known : home;
    if (!folder.startsWith("/")) {
      throw new CommandException(
          ExitCode.USAGE,
          "cannot choose a folder for local state: expected a home folder, found none",
          "set STATE_DIRECTORY to a folder that outlives this process");
    }
    return Path.of(folder, ".local", "state", "bakelite");
  }

  /// Eight hexadecimal digits that tell one database and destination from others of its name.
  public static String tag(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      var digest = hash.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, TAG_BYTES);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new AssertionError(everyJavaHasIt);
    }
  }
}
