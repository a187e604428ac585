package bakelite.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Keeps us from shutting the application out: whoever opens a database first creates `-wal` and
/// `-shm`, and they belong to it.
///
/// Safe are the same user; root, for SQLite then hands the files over; a group that the database
/// belongs to and that may write; and files that are there already.
final class Rights {
  private static final int SET_GROUP_ID = 02000;
  private static final int GROUP_WRITES = 0020;
  private static final int GROUP_READS_AND_WRITES = 0060;
  private static final int OTHERS_READ_AND_WRITE = 0006;

  private Rights() {}

  /// Who we are to the kernel.
  record User(int user, int group) {
    static User current() {
      return new User(Posix.effectiveUser(), Posix.effectiveGroup());
    }
  }

  /// Asked before the first connection.
  ///
  /// @return of `-wal` and `-shm`, those that are not there yet and that our first read will create
  static List<Path> before(Preflight.Found found, User we) throws DatabaseException {
    Path path = found.path();
    Path folder = path.getParent();
    if (!Files.isReadable(path) || !Files.isWritable(path)) {
      throw denied(path, "it is not readable and writable for this user");
    }
    if (folder == null || !Files.isWritable(folder)) {
      throw denied(path, "its folder is not writable for this user");
    }
    var absent = new ArrayList<Path>();
    for (Path each : List.of(DatabaseFiles.walOf(path), DatabaseFiles.shmOf(path))) {
      if (Files.notExists(each)) {
        absent.add(each);
      } else if (!Files.isReadable(each) || !Files.isWritable(each)) {
        throw denied(each, "it is not readable and writable for this user");
      }
    }
    if (!absent.isEmpty() && !newFilesFit(found, folder, we)) {
      throw new DatabaseException.Waiting(
          "cannot attach "
              + path
              + " yet: its -wal and -shm would belong to user "
              + we.user()
              + ", expected user "
              + found.owner(),
          "start the application first, or run bakelite as the same user, as root, or in a group that"
              + " owns the database and may write it");
    }
    return absent;
  }

  private static boolean newFilesFit(Preflight.Found found, Path folder, User we)
      throws DatabaseException {
    if (we.user() == 0 || we.user() == found.owner()) {
      return true;
    }
    // SQLite gives new files the mode of the database, whatever the umask.
    if ((found.mode() & OTHERS_READ_AND_WRITE) == OTHERS_READ_AND_WRITE) {
      return true;
    }
    return (found.mode() & GROUP_WRITES) != 0 && groupOfNewFiles(folder, we) == found.group();
  }

  private static long groupOfNewFiles(Path folder, User we) throws DatabaseException {
    try {
      Map<String, Object> facts = Files.readAttributes(folder, "unix:gid,mode");
      boolean inherited =
          Platform.current() == Platform.MACOS
              || (Preflight.number(facts, "mode") & SET_GROUP_ID) != 0;
      return inherited ? Preflight.number(facts, "gid") : we.group();
    } catch (IOException e) {
      throw Preflight.denied(folder, e);
    }
  }

  /// Asked after the first read of the files that it created.
  static void after(Preflight.Found found, List<Path> created) throws DatabaseException {
    for (Path each : created) {
      try {
        Map<String, Object> facts = Files.readAttributes(each, "unix:uid,gid,mode");
        long mode = Preflight.number(facts, "mode");
        boolean fits =
            Preflight.number(facts, "uid") == found.owner()
                || (mode & OTHERS_READ_AND_WRITE) == OTHERS_READ_AND_WRITE
                || ((mode & GROUP_READS_AND_WRITES) == GROUP_READS_AND_WRITES
                    && Preflight.number(facts, "gid") == found.group());
        if (!fits) {
          throw denied(
              each,
              "it belongs to user "
                  + Preflight.number(facts, "uid")
                  + " with mode "
                  + Long.toOctalString(mode & 0777)
                  + " and would shut the application out");
        }
      } catch (NoSuchFileException _) {
        throw new DatabaseException.Moved(found.path(), each + " is gone again");
      } catch (IOException e) {
        throw Preflight.denied(each, e);
      }
    }
  }

  private static DatabaseException.Denied denied(Path path, String why) {
    return new DatabaseException.Denied(
        "cannot attach " + path + ": " + why,
        "run bakelite as the user of the application, or give this user the rights",
        null);
  }
}
