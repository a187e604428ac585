package bakelite.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteOpenMode;

/// One SQLite connection that holds read transactions and never writes a page.
///
/// It is opened read-write, because a read-only one cannot checkpoint and pretends to succeed at
/// `BEGIN IMMEDIATE`; without the right to create; with automatic checkpoints off; and with nothing
/// set that would make SQLite parse the schema.
final class Reader implements AutoCloseable {
  private final SQLiteConnection connection;
  private final Statement statement;
  private final int busyMillis;

  private Reader(SQLiteConnection connection, LiveSettings settings) throws SQLException {
    this.connection = connection;
    this.busyMillis = Math.toIntExact(settings.busyTimeout().toMillis());
    this.statement = connection.createStatement();
  }

  static Reader open(Path path, LiveSettings settings) throws SQLException {
    var connection = JDBC.createConnection(SqliteUri.of(path), properties(settings));
    try {
      var reader = new Reader(connection, settings);
      reader.run("PRAGMA wal_autocheckpoint=0");
      return reader;
    } catch (SQLException e) {
      closeAfter(e, connection);
      throw e;
    }
  }

  private static Properties properties(LiveSettings settings) {
    var properties = new Properties();
    int mode = SQLiteOpenMode.READWRITE.flag | SQLiteOpenMode.OPEN_URI.flag;
    properties.setProperty("open_mode", Integer.toString(mode));
    properties.setProperty("busy_timeout", Long.toString(settings.busyTimeout().toMillis()));
    return properties;
  }

  /// Version of the library, such as 3.54.1.
  String version() throws SQLException {
    return connection.libversion();
  }

  /// Begins a read transaction. The first read is of the header only: no schema is parsed, so a
  /// damaged one does not matter.
  void begin() throws SQLException {
    run("BEGIN");
    try (var answer = statement.executeQuery("PRAGMA user_version")) {
      answer.next();
    } catch (SQLException e) {
      rollbackAfter(e);
      throw e;
    }
  }

  /// Ends the read transaction, and with it the hold of its read mark.
  void end() throws SQLException {
    run("COMMIT");
  }

  /// Begins a transaction that holds the write lock and writes nothing. It does not sleep between
  /// its attempts: SQLite's own waiting starves behind a busy writer.
  ///
  /// @return false when the lock could not be had in time
  boolean beginImmediate(InstantSource clock, Duration atMost) throws SQLException {
    var deadline = clock.instant().plus(atMost);
    connection.setBusyTimeout(0);
    try {
      do {
        try {
          run("BEGIN IMMEDIATE");
          return true;
        } catch (SQLException e) {
          if (Diagnosis.primary(e) != SQLiteErrorCode.SQLITE_BUSY) {
            throw e;
          }
        }
        Thread.onSpinWait();
      } while (clock.instant().isBefore(deadline));
      return false;
    } finally {
      connection.setBusyTimeout(busyMillis);
    }
  }

  /// The three numbers of `PRAGMA wal_checkpoint`.
  record Answer(boolean busy, long frames, long copied) {}

  /// Lets SQLite copy what it may without waiting for anybody.
  Answer checkpointPassive() throws SQLException {
    try (var answer = statement.executeQuery("PRAGMA wal_checkpoint(PASSIVE)")) {
      answer.next();
      return new Answer(answer.getInt(1) != 0, answer.getLong(2), answer.getLong(3));
    }
  }

  private void run(String sql) throws SQLException {
    statement.execute(sql);
  }

  private void rollbackAfter(SQLException first) {
    try {
      run("ROLLBACK");
    } catch (SQLException e) {
      first.addSuppressed(e);
    }
  }

  private static void closeAfter(SQLException first, Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      first.addSuppressed(e);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
