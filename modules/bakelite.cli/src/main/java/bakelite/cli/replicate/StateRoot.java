package bakelite.cli.replicate;

import bakelite.cli.command.Surroundings;
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

  /// The folder.
  public static Path of(Surroundings surroundings) {
    var environment = surroundings.environment();
    var home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
    var ofSystemd = environment.getOrDefault("STATE_DIRECTORY", "");
    if (!ofSystemd.isEmpty()) {
      return surroundings.resolve(ofSystemd);
    }
    var ofDesktop = environment.getOrDefault("XDG_STATE_HOME", "");
    if (!ofDesktop.isEmpty()) {
      return surroundings.resolve(ofDesktop).resolve("bakelite");
    }
    return System.getProperty("user.name", "").equals("root")
        ? Path.of("/var/lib/bakelite")
        : Path.of(home, ".local", "state", "bakelite");
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
