package bakelite.sqlite;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// The second connection: opened on demand, kept while a database is busy.
final class SpareReader {
  private final OpenFiles open;
  private final LiveSettings settings;
  private @Nullable Reader free;

  SpareReader(OpenFiles open, LiveSettings settings) {
    this.open = open;
    this.settings = settings;
  }

  /// A connection without a transaction that has its files open, and they are ours: it was opened
  /// by the path, and finds the `-wal` by the path at its first read.
  ///
  /// @throws DatabaseException.Moved when the path leads to other files
  Reader take() throws DatabaseException {
    var kept = free;
    free = null;
    if (kept != null) {
      return kept;
    }
    open.refuseMoved();
    var fresh = connect();
    boolean ours = false;
    try {
      fresh.begin();
      fresh.end();
      open.refuseMoved();
      ours = true;
      return fresh;
    } catch (SQLException e) {
      throw Diagnosis.of("read", open.path(), e);
    } finally {
      if (!ours) {
        discard(fresh);
      }
    }
  }

  private Reader connect() throws DatabaseException {
    try {
      return Reader.open(open.path(), settings);
    } catch (SQLException e) {
      throw Diagnosis.of("open a second connection to", open.path(), e);
    }
  }

  /// Keeps a connection whose transaction is over.
  void keep(Reader reader) {
    if (free != null) {
      throw new IllegalStateException("a third connection");
    }
    free = reader;
  }

  boolean has(Reader reader) {
    return free == reader;
  }

  /// Closes a connection that is not the last: SQLite cannot checkpoint or delete anything then.
  static void discard(Reader reader) {
    try {
      reader.close();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot close a connection", e);
    }
  }

  void close() throws SQLException {
    if (free != null) {
      free.close();
      free = null;
    }
  }
}
