package bakelite.demo;

import java.io.IOException;

/// A connection to a database that understands nothing but text: that of a library, or a shell.
interface Sql extends AutoCloseable {
  /// Runs one statement.
  ///
  /// @return the rows, one a line, the columns parted by `|`
  /// @throws Busy when another connection is in the way
  /// @throws IOException on every other error; no application has to expect one
  String ask(String statement) throws IOException, Busy;

  @Override
  void close() throws IOException;

  /// SQLITE_BUSY.
  final class Busy extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
