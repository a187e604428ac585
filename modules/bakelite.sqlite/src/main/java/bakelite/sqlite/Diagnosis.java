package bakelite.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Tells from SQLite's result code what is the matter with a database.
final class Diagnosis {
  private static final int PRIMARY = 0xff;

  private Diagnosis() {}

  /// @param verb what could not be done to it
  static DatabaseException of(String verb, Path path, SQLException cause) {
    String message = "cannot " + verb + " " + path + ": " + cause.getMessage();
    return switch (primary(cause)) {
      case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL ->
          new DatabaseException.Locked(
              message,
              "another process keeps the database to itself: locking_mode=EXCLUSIVE, a recovery, or"
                  + " a checkpoint that waits; it is tried again",
              cause);
      case SQLITE_NOTADB ->
          new DatabaseException.NotDatabase(
              message, "the file is not a SQLite database, or it is encrypted as a whole", cause);
      case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
          new DatabaseException.Denied(
              message,
              "the database, its -wal and its -shm must be readable and writable for this user, and"
                  + " so must the folder",
              cause);
      default ->
          new DatabaseException.Damaged(
              message, "look for messages of the disk; PRAGMA integrity_check says more", cause);
    };
  }

  static SQLiteErrorCode primary(SQLException cause) {
    return cause instanceof SQLiteException known
        ? SQLiteErrorCode.getErrorCode(known.getResultCode().code & PRIMARY)
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }
}
