package bakelite.sqlite;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;

/// The address of a database file for sqlite-jdbc, with every byte that means something to a URI,
/// to SQLite or to the driver escaped: a `?` in a file's name would otherwise begin a list of
/// pragmas.
final class SqliteUri {
  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

  private SqliteUri() {}

  static String of(Path path) {
    var text = new StringBuilder("jdbc:sqlite:file://");
    for (byte each : path.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8)) {
      if (PLAIN.indexOf(each & 0xff) >= 0) {
        text.append((char) each);
      } else {
        text.append('%').append(HexFormat.of().toHexDigits(each));
      }
    }
    return text.toString();
  }

  /// The same, for a file that nobody changes: SQLite takes no lock and makes no file beside it.
  static String ofImmutable(Path path) {
    return of(path) + "?immutable=1";
  }
}
