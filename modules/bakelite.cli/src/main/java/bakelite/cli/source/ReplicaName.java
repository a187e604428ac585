package bakelite.cli.source;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import bakelite.store.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/// The name of a replica, which is that of its folder in a store.
public final class ReplicaName {
  private static final String LETTERS =
      "up to "
          + ObjectKey.MAX_SEGMENT
          + " of a to z, 0 to 9, '.', '_' and '-', and no '.' at the beginning";

  private ReplicaName() {}

  /// The name that somebody gave with `--db`.
  ///
  /// @throws CommandException of kind usage when no replica can have it
  public static String given(String name) throws CommandException {
    if (!isName(name)) {
      throw new CommandException(
          ExitCode.USAGE,
          "cannot use the name of a replica: expected " + LETTERS + ", found '" + name + "'",
          "`bakelite list` without --db names what a place holds");
    }
    return name;
  }

  /// The name that a database gets by itself: its file name without the ending, in the alphabet of
  /// keys.
  ///
  /// @throws CommandException of kind usage when that is too long
  public static String ofDatabase(Path database) throws CommandException {
    var file = String.valueOf(database.getFileName());
    int dot = file.lastIndexOf('.');
    var name = escaped(dot > 0 ? file.substring(0, dot) : file);
    if (!isName(name)) {
      throw new CommandException(
          ExitCode.USAGE,
          String.format(
              Locale.ROOT,
              "cannot name the replica after %s: expected at most %d letters, found %d",
              database,
              ObjectKey.MAX_SEGMENT,
              name.length()),
          "give it a name with --db NAME");
    }
    return name;
  }

  private static boolean isName(String name) {
    return ObjectKey.isKey(name) && !name.contains("/");
  }

  /// What does not fit the alphabet is written as `_` and two hexadecimal digits a byte, so that
  /// two files never share a name.
  public static String escaped(String text) {
    var name = new StringBuilder();
    for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
      char letter = (char) (value & 0xff);
      boolean fits =
          (letter >= 'a' && letter <= 'z')
              || (letter >= '0' && letter <= '9')
              || letter == '-'
              || (letter == '.' && !name.isEmpty());
      if (fits) {
        name.append(letter);
      } else if (letter == '_') {
        name.append("__");
      } else {
        name.append('_').append(String.format(Locale.ROOT, "%02x", value & 0xff));
      }
    }
    return name.toString();
  }
}
