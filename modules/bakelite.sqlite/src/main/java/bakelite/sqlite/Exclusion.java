package bakelite.sqlite;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Keeps every SQLite out of a database file, for as long as it is open.
///
/// Each connection that has read holds a shared lock on the database file, in WAL mode until it is
/// closed. So a lock on all of SQLite's lock bytes is refused while there is such a connection, in
/// whatever container and as whatever user, and whoever comes later is told that the database is
/// locked. The locks in the wal-index say nothing more, so they are not asked. What holds no lock,
/// such as a connection in rollback mode between two transactions, is seen by [Openers].
public final class Exclusion implements AutoCloseable {
  private final FileId id;
  private final Descriptor database;

  private Exclusion(FileId id, Descriptor database) {
    this.id = id;
    this.database = database;
  }

  /// Takes a database, and does not wait for it.
  ///
  /// @return empty when a connection is in the way
  public static Optional<Exclusion> of(Path database) throws IOException {
    var id = FileId.at(database).orElseThrow(() -> new NoSuchFileException(database.toString()));
    // Before the file is opened: closing it would drop the locks of a connection of our own.
    if (!Attached.process().claim(id)) {
      return Optional.empty();
    }
    try {
      var taken = take(id, database);
      if (taken.isEmpty()) {
        Attached.process().release(id);
      }
      return taken;
    } catch (IOException | RuntimeException refused) {
      Attached.process().release(id);
      throw refused;
    }
  }

  private static Optional<Exclusion> take(FileId id, Path path) throws IOException {
    var database = open(path);
    try {
      OwnedLock.EVERYTHING.take(database);
      return Optional.of(new Exclusion(id, database));
    } catch (Posix.Refused refused) {
      database.close();
      if (refused.errno() == Errno.TRY_AGAIN || refused.errno() == Errno.ACCESS) {
        return Optional.empty();
      }
      throw refused;
    } catch (IOException | RuntimeException unexpected) {
      database.close();
      throw unexpected;
    }
  }

  private static Descriptor open(Path path) throws IOException {
    try {
      return Descriptor.openForUpdate(path);
    } catch (Posix.Refused refused) {
      if (refused.errno() == Errno.ACCESS) {
        throw (IOException) new AccessDeniedException(path.toString()).initCause(refused);
      }
      throw refused;
    }
  }

  @Override
  public void close() throws IOException {
    database.close();
    Attached.process().release(id);
  }
}
