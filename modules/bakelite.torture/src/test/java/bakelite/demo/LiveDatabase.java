package bakelite.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A database that this process, an application like any other, writes to.
final class LiveDatabase implements AutoCloseable {
  private final Connection connection;

  private LiveDatabase(Connection connection) {
    this.connection = connection;
  }

  /// Opens a database in WAL mode with one table, creating it when there is none.
  static LiveDatabase at(Path file) throws SQLException {
    var database = new LiveDatabase(DriverManager.getConnection("jdbc:sqlite:" + file));
    database.run("PRAGMA journal_mode = WAL");
    database.run("CREATE TABLE IF NOT EXISTS t(a)");
    return database;
  }

  private void run(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Commits so many rows, each for itself.
  void commit(int rows) throws SQLException {
    for (int row = 0; row < rows; row++) {
      run("INSERT INTO t VALUES(randomblob(2000))");
    }
  }

  /// Commits so many rows of a text that shrinks when it is packed, each for itself.
  void commitText(int rows) throws SQLException {
    for (int row = 0; row < rows; row++) {
      run("INSERT INTO t VALUES(printf('%.1900c', 'x') || hex(randomblob(50)))");
    }
  }

  int rows() throws SQLException {
    try (var statement = connection.createStatement();
        var answer = statement.executeQuery("SELECT count(*) FROM t")) {
      return answer.getInt(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
