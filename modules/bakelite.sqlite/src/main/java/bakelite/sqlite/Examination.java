package bakelite.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.sqlite.JDBC;

/// Looks at a database for all that would keep it from being protected, not only for the first. No
/// connection is opened and no lock is taken: it leaves nothing beside the database, and an
/// application notices nothing.
public final class Examination {
  private final Preflight.Found found;
  private final List<Observation> seen = new ArrayList<>();

  private Examination(Preflight.Found found) {
    this.found = found;
  }

  /// Looks at the database at a path; what cannot be looked at any more is left out.
  public static List<Observation> of(Path path) {
    try {
      var examination = new Examination(Preflight.find(path));
      examination.run();
      return List.copyOf(examination.seen);
    } catch (DatabaseException notThere) {
      return List.of(Observation.of("file", Observation.Grade.BAD, notThere));
    }
  }

  /// The version of the SQLite that comes with this program.
  ///
  /// @throws DatabaseException when it is one that must not be used
  public static String sqliteVersion() throws DatabaseException {
    try (var connection = JDBC.createConnection("jdbc:sqlite::memory:", new Properties())) {
      var version = connection.libversion();
      Attaching.refuseOldSqlite(version);
      return version;
    } catch (SQLException refused) {
      throw Diagnosis.of("start", Path.of("SQLite"), refused);
    }
  }

  private void run() {
    seen.add(Observation.good("file", found.path() + " is a file with one name, on a local disk"));
    if (Attached.process().claim(found.id())) {
      try {
        content();
      } finally {
        Attached.process().release(found.id());
      }
    }
    rights();
  }

  private void content() {
    try (var file = Descriptor.open(found.path())) {
      Attaching.refuseUnlessWal(found.path(), file);
      seen.add(Observation.good("WAL mode", "it is in WAL mode"));
      lock(file);
    } catch (DatabaseException refused) {
      seen.add(Observation.of("WAL mode", Observation.Grade.BAD, refused));
    } catch (IOException unreadable) {
      var denied = Preflight.denied(found.path(), unreadable);
      seen.add(Observation.of("WAL mode", Observation.Grade.BAD, denied));
    }
  }

  /// `locking_mode=EXCLUSIVE` holds the whole database; everybody else is told that it is locked.
  private void lock(Descriptor file) throws IOException {
    if (OwnedLock.SHARED.isFree(file)) {
      seen.add(Observation.good("locking", "nobody keeps it to themselves"));
    } else {
      var why =
          new DatabaseException.Locked(
              "cannot attach " + found.path() + ": a process keeps it to itself",
              "PRAGMA locking_mode=EXCLUSIVE in the application, or a recovery that goes on right now:"
                  + " leave the former out",
              null);
      seen.add(Observation.of("locking", Observation.Grade.BAD, why));
    }
  }

  private void rights() {
    try {
      var absent = Rights.before(found, Rights.User.current());
      var there =
          Stream.of(DatabaseFiles.walOf(found.path()), DatabaseFiles.shmOf(found.path()))
              .filter(each -> !absent.contains(each) && Files.exists(each))
              .toList();
      Rights.after(found, there);
      seen.add(
          Observation.good(
              "rights", "the application and this user can read and write all of its files"));
    } catch (DatabaseException.Waiting notYet) {
      seen.add(Observation.of("rights", Observation.Grade.DOUBTFUL, notYet));
    } catch (DatabaseException refused) {
      seen.add(Observation.of("rights", Observation.Grade.BAD, refused));
    }
  }
}
