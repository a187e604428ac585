package bakelite.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Random;

/// Databases to measure with.
final class Databases {
  /// Blob and text of a row. Four rows fill a page of 4096 bytes nearly to its end.
  private static final int ROW_BYTES = 960;

  private static final int ROW_OVERHEAD = 45;
  private static final int ROWS_OF_A_COMMIT = 4000;

  private Databases() {}

  static Connection open(Path file) throws SQLException {
    var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    execute(connection, "PRAGMA journal_mode = WAL");
    return connection;
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// A database of which half is random bytes and half is text, all of it in its main file.
  static void halfRandom(Path file, int pageSize, long megabytes) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      execute(connection, "PRAGMA page_size = " + pageSize);
      execute(connection, "PRAGMA journal_mode = WAL");
      execute(connection, "PRAGMA synchronous = OFF");
      execute(connection, "CREATE TABLE t(id INTEGER PRIMARY KEY, a BLOB, b TEXT)");
      long rows = megabytes * 1_000_000 / (ROW_BYTES + ROW_OVERHEAD);
      for (long done = 0; done < rows; done += ROWS_OF_A_COMMIT) {
        insert(connection, Math.min(ROWS_OF_A_COMMIT, rows - done), done);
      }
      execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  /// One transaction.
  static void insert(Connection connection, long rows, long seed) throws SQLException {
    var random = new Random(seed);
    var blob = new byte[ROW_BYTES / 2];
    connection.setAutoCommit(false);
    try (var insert = connection.prepareStatement("INSERT INTO t(a, b) VALUES(?, ?)")) {
      for (long row = 0; row < rows; row++) {
        random.nextBytes(blob);
        insert.setBytes(1, blob);
        insert.setString(2, Prose.of(random, ROW_BYTES / 2));
        insert.executeUpdate();
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
  }
}
