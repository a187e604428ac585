package bakelite.sqlite;

import bakelite.wal.WalIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The three descriptors of one live database, and who they are.
///
/// They are opened in this order: the database before the first connection, the others after its
/// first read, when nobody can replace them any more; and closed after the last connection.
record OpenFiles(Path path, Descriptor database, Descriptor wal, IndexMap shm, DatabaseFiles ids) {
  /// Opens `-wal` and `-shm` beside a database whose first read holds both in their place.
  static OpenFiles afterFirstRead(Path path, Descriptor database) throws IOException {
    Path walPath = DatabaseFiles.walOf(path);
    Path shmPath = DatabaseFiles.shmOf(path);
    var wal = Descriptor.open(walPath);
    try {
      var shm = IndexMap.open(shmPath);
      try {
        var ids = new DatabaseFiles(database.id(path), wal.id(walPath), shm.id(shmPath));
        return new OpenFiles(path, database, wal, shm, ids);
      } catch (IOException | RuntimeException e) {
        shm.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      wal.close();
      throw e;
    }
  }

  /// A look at the wal-index that has to show its state.
  WalIndex.Valid look() throws DatabaseException {
    return switch (shm.look()) {
      case WalIndex.Valid valid -> valid;
      case WalIndex.Torn() ->
          throw new DatabaseException.Locked(
              "cannot read the wal-index of "
                  + path
                  + ": expected two equal headers, found"
                  + " others",
              "a process stopped while it wrote it; the next one that opens the database mends it",
              null);
      case WalIndex.Absent(var reason) ->
          throw new DatabaseException.Damaged(
              "cannot read the wal-index of " + path + ": " + reason,
              "the database may be used by another kernel or through another file system",
              null);
    };
  }

  /// Names what differs at the path from what was attached.
  Optional<String> moved() {
    try {
      return ids.differenceAt(path);
    } catch (IOException e) {
      return Optional.of("cannot look at the files: " + e.getMessage());
    }
  }

  void refuseMoved() throws DatabaseException {
    var moved = moved();
    if (moved.isPresent()) {
      throw new DatabaseException.Moved(path, moved.get());
    }
  }

  /// Keeps SQLite from checkpointing and deleting the WAL when our last connection closes.
  ///
  /// For that it needs the database exclusively, and a lock that belongs to the open file instead
  /// of the process stands against the locks of our own process too. It goes with the descriptor.
  ///
  /// @return false where the operating system has no such locks
  boolean keepWal() {
    return keepWal(database);
  }

  static boolean keepWal(Descriptor database) {
    try {
      OwnedLock.SHARED.take(database);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// Only after the last connection.
  void close() throws IOException {
    try (database;
        wal;
        shm) {
      // Closed in reverse: -shm, -wal, database.
    }
  }
}
