package bakelite.sqlite;

import bakelite.wal.DatabaseHeader;
import bakelite.wal.WalIndex;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The way in, in the only safe order: `stat`, our descriptor, the header, the rights, the first
/// connection and its first read, `-wal` and `-shm`, who they are.
final class Attaching {
  private static final Version OLDEST_SQLITE = Version.parse("3.51.3");
  private static final int WAL_HEADER_BYTES = 32;

  private final Preflight.Found found;
  private final LiveSettings settings;
  private @Nullable Descriptor database;
  private @Nullable Reader reader;
  private @Nullable OpenFiles files;

  private Attaching(Preflight.Found found, LiveSettings settings) {
    this.found = found;
    this.settings = settings;
  }

  /// A database that is open, held and proved to be the one at the path.
  ///
  /// @param suspect whether the application may use another wal-index than we: nothing is to be
  ///   checkpointed until a commit has moved ours
  record Attachment(OpenFiles files, Reader reader, WalIndex.Valid look, boolean suspect) {}

  static Attachment attach(Path path, LiveSettings settings) throws DatabaseException {
    var found = Preflight.find(path);
    if (!Attached.process().claim(found.id())) {
      throw new DatabaseException.Unsupported(
          "cannot attach " + found.path() + ": this process holds it already",
          "name each database once; two paths may lead to one file");
    }
    var attaching = new Attaching(found, settings);
    try {
      return attaching.run();
    } catch (DatabaseException | RuntimeException e) {
      if (attaching.undo(e)) {
        Attached.process().release(found.id());
      }
      throw e;
    }
  }

  private Attachment run() throws DatabaseException {
    Path path = found.path();
    try {
      var file = Descriptor.open(path);
      database = file;
      same(found.id(), file.id(path));
      refuseUnlessWal(path, file);
      List<Path> created = Rights.before(found, Rights.User.current());
      boolean suspect = suspect(path, created);
      reader = Reader.open(path, settings);
      refuseOldSqlite(reader.version());
      reader.begin();
      files = OpenFiles.afterFirstRead(path, file);
      Rights.after(found, created);
      files.refuseMoved();
      return new Attachment(files, reader, files.look(), suspect);
    } catch (NoSuchFileException e) {
      throw moved(e.getMessage() + " is gone");
    } catch (IOException e) {
      throw Preflight.denied(path, e);
    } catch (SQLException e) {
      throw Diagnosis.of("attach", path, e);
    }
  }

  /// Another copy of the library may come before ours on the library path. SQLite from 3.7.0 to
  /// 3.51.2 can lose frames when a checkpoint meets a reset of the WAL.
  static void refuseOldSqlite(String version) throws DatabaseException {
    if (Version.parse(version).compareTo(OLDEST_SQLITE) < 0) {
      throw new DatabaseException.Unsupported(
          "cannot attach with SQLite " + version + ": expected 3.51.3 or later",
          "remove the other libsqlitejdbc from the library path");
    }
  }

  private void same(FileId expected, FileId opened) throws DatabaseException {
    if (!expected.equals(opened)) {
      throw moved("expected inode " + expected.inode() + ", found " + opened.inode());
    }
  }

  private DatabaseException.Moved moved(String what) {
    return new DatabaseException.Moved(found.path(), what);
  }

  /// Reads the header through our descriptor, before any connection could roll a journal back.
  static void refuseUnlessWal(Path path, Descriptor file) throws IOException, DatabaseException {
    var bytes = ByteBuffer.allocate(DatabaseHeader.BYTES);
    file.read(bytes, 0);
    bytes.flip();
    if (!header("attach", path, bytes).walMode()) {
      throw new DatabaseException.NotWal(
          "cannot attach " + path + ": it is not in WAL mode",
          "run PRAGMA journal_mode=WAL once, with the application's consent");
    }
    Path journal = DatabaseFiles.journalOf(path);
    if (hot(journal)) {
      throw new DatabaseException.NotWal(
          "cannot attach " + path + ": a rollback journal lies beside it",
          "let the application open the database once, so that it rolls the journal back itself");
    }
  }

  static DatabaseHeader header(String verb, Path path, ByteBuffer bytes) throws DatabaseException {
    return switch (DatabaseHeader.parse(bytes)) {
      case DatabaseHeader.Parsed.Database(var header) -> header;
      case DatabaseHeader.Parsed.Empty() ->
          throw new DatabaseException.NotWal(
              "cannot " + verb + " " + path + ": it is empty",
              "SQLite writes the first page with the first table; start the application first");
      // SQLite itself would say "not a database" and send the user to look for damage.
      case DatabaseHeader.Parsed.OtherVersion(int writing, int reading) ->
          throw new DatabaseException.Unsupported(
              "cannot "
                  + verb
                  + " "
                  + path
                  + ": expected format version 1 or 2, found "
                  + writing
                  + " for writing and "
                  + reading
                  + " for reading",
              "wal2 and other branches of SQLite are not supported");
      case DatabaseHeader.Parsed.NotDatabase(var expected, var there) ->
          throw new DatabaseException.NotDatabase(
              "cannot " + verb + " " + path + ": expected " + expected + ", found " + there,
              "the file is not a SQLite database, or it is encrypted as a whole (SQLCipher)",
              null);
    };
  }

  /// Nobody holds locks on a journal, so it may be opened and closed.
  private static boolean hot(Path journal) throws IOException {
    if (Files.notExists(journal)) {
      return false;
    }
    try (var channel = FileChannel.open(journal, StandardOpenOption.READ)) {
      var first = ByteBuffer.allocate(1);
      return channel.read(first, 0) == 1 && first.get(0) != 0;
    }
  }

  /// A lock file says that the application locks by files, and keeps its wal-index in its own
  /// memory; frames without a wal-index say the same, or that there was a crash.
  private static boolean suspect(Path path, List<Path> created) throws IOException {
    Path wal = DatabaseFiles.walOf(path);
    boolean frames = Files.exists(wal) && Files.size(wal) > WAL_HEADER_BYTES;
    return Files.exists(DatabaseFiles.lockOf(path))
        || (frames && created.contains(DatabaseFiles.shmOf(path)));
  }

  /// Connections first, descriptors last. What the application left in its WAL stays there, unless
  /// the WAL is ours and would shut the application out.
  ///
  /// @return whether all is closed, so that the file may be opened again
  private boolean undo(Exception first) {
    try {
      if (reader != null) {
        if (database != null && !(first instanceof DatabaseException.Denied)) {
          OpenFiles.keepWal(database);
        }
        reader.close();
      }
      if (files != null) {
        files.close();
      } else if (database != null) {
        database.close();
      }
      return true;
    } catch (SQLException | IOException e) {
      first.addSuppressed(e);
      return false;
    }
  }
}
