package bakelite.bench;

import java.sql.Connection;
import java.sql.SQLException;

/// An application that commits one small row at a time.
final class Commits implements AutoCloseable {
  private final Connection connection;
  private long row;

  Commits(Workbench bench) throws SQLException {
    connection = Databases.open(bench.file("app.db"));
    Databases.execute(connection, "CREATE TABLE IF NOT EXISTS t(id INTEGER PRIMARY KEY, a, b)");
  }

  /// Milliseconds that one commit took.
  double commit() throws SQLException {
    long start = System.nanoTime();
    Databases.execute(
        connection, "INSERT INTO t(a, b) VALUES(" + row++ + ", hex(randomblob(100)))");
    return (System.nanoTime() - start) / 1e6;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
