package bakelite.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What is asked of a path before anything is opened: `stat` and the mount table only.
final class Preflight {
  /// File systems where POSIX locks or shared memory do not reach every process that can write.
  private static final Set<String> REMOTE =
      Set.of(
          "9p",
          "afs",
          "afpfs",
          "ceph",
          "cifs",
          "coda",
          "davfs",
          "fuse.glusterfs",
          "fuse.rclone",
          "fuse.s3fs",
          "fuse.sshfs",
          "fuse.ceph",
          "fuse.davfs2",
          "fuse.gcsfuse",
          "fuse.grpcfuse",
          "gfs2",
          "gpfs",
          "lustre",
          "ncpfs",
          "ocfs2",
          "osxfs",
          "prl_fs",
          "smb2",
          "smb3",
          "smbfs",
          "vboxsf",
          "vmhgfs",
          "webdav");

  private Preflight() {}

  /// The facts that `stat` gives of a database.
  record Found(Path path, FileId id, long owner, long group, int mode) {}

  /// Finds the real file.
  static Found find(Path path) throws DatabaseException {
    if (Platform.current() == Platform.OTHER) {
      throw new DatabaseException.Unsupported(
          "cannot hold a live database on " + Platform.name("os.name"),
          "its lock rules are not known to bakelite; Linux and macOS are");
    }
    try {
      Path real = path.toRealPath();
      refuseUnsayable(real);
      Map<String, Object> facts = Files.readAttributes(real, "unix:dev,ino,nlink,uid,gid,mode");
      if (!Files.isRegularFile(real)) {
        throw new DatabaseException.Unsupported(
            "cannot attach " + real + ": expected a file, found " + kind(real),
            "give the path of the database file itself");
      }
      long links = number(facts, "nlink");
      if (links != 1) {
        throw new DatabaseException.Unsupported(
            "cannot attach " + real + ": expected 1 hard link, found " + links,
            "under another name SQLite uses another -wal for the same file; remove the other link");
      }
      refuseRemote(real);
      return new Found(
          real,
          new FileId(number(facts, "dev"), number(facts, "ino")),
          number(facts, "uid"),
          number(facts, "gid"),
          (int) number(facts, "mode"));
    } catch (NoSuchFileException _) {
      throw new DatabaseException.Missing(
          "cannot attach " + path + ": no such file",
          "create the database first, or mend the path");
    } catch (IOException e) {
      throw denied(path, e);
    }
  }

  static DatabaseException.Denied denied(Path path, IOException cause) {
    return new DatabaseException.Denied(
        "cannot attach " + path + ": " + cause.getMessage(),
        "the database and its folder must be readable and writable for this user",
        cause);
  }

  private static String kind(Path path) {
    return Files.isDirectory(path) ? "a folder" : "a device, pipe or socket";
  }

  /// Java's paths follow the locale, SQLite's are UTF-8: outside of ASCII the two could differ.
  private static void refuseUnsayable(Path real) throws DatabaseException {
    String encoding = Platform.name("sun.jnu.encoding").toUpperCase(Locale.ROOT);
    boolean ascii = real.toString().chars().allMatch(c -> c < 0x80);
    if (!ascii && !encoding.equals("UTF-8")) {
      throw new DatabaseException.Unsupported(
          "cannot attach " + real + ": file names are read as " + encoding,
          "set LC_ALL to a UTF-8 locale such as C.UTF-8");
    }
  }

  private static void refuseRemote(Path real) throws IOException, DatabaseException {
    String type = Files.getFileStore(real).type().toLowerCase(Locale.ROOT);
    if (remote(type)) {
      throw new DatabaseException.Unsupported(
          "cannot attach " + real + ": it lies on a network file system (" + type + ")",
          "locks and shared memory are not safe there; run bakelite where the application runs, on a"
              + " local disk");
    }
  }

  static boolean remote(String type) {
    return type.startsWith("nfs") || REMOTE.contains(type);
  }

  static long number(Map<String, Object> facts, String name) {
    return facts.get(name) instanceof Number number ? number.longValue() : -1;
  }
}
