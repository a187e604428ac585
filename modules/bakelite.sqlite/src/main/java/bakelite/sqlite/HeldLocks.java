package bakelite.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The locks of this process as the kernel of Linux lists them in `/proc/locks`:
///
/// `12: POSIX ADVISORY READ 4711 fe:00:131245 1073741826 1073742335`
///
/// The device is not compared: some file systems show another one there than `stat` does.
final class HeldLocks {
  private static final Path LIST = Path.of("/proc/locks");

  /// SQLite's SHARED lock on a database.
  private static final long SHARED_FIRST = 0x40000002L;

  /// The lock bytes of the five read marks in a wal-index.
  private static final long FIRST_MARK = 123;

  private static final long LAST_MARK = 127;

  private HeldLocks() {}

  static Optional<String> missing(DatabaseFiles files) {
    if (!Files.isReadable(LIST)) {
      return Optional.empty();
    }
    try {
      return missing(Files.readAllLines(LIST), ProcessHandle.current().pid(), files);
    } catch (IOException e) {
      return Optional.of("the list of locks: " + e.getMessage());
    }
  }

  static Optional<String> missing(List<String> lines, long process, DatabaseFiles files) {
    if (!holds(lines, process, files.database(), SHARED_FIRST, SHARED_FIRST)) {
      return Optional.of("the shared lock on the database");
    }
    if (!holds(lines, process, files.shm(), FIRST_MARK, LAST_MARK)) {
      return Optional.of("the read mark in the -shm");
    }
    return Optional.empty();
  }

  private static boolean holds(
      List<String> lines, long process, FileId file, long first, long last) {
    var ours = " " + process + " ";
    return lines.stream()
        .filter(line -> line.contains(ours))
        .map(line -> line.strip().split("\\s+", -1))
        .anyMatch(words ->
            words.length >= 8
                && words[1].equals("POSIX")
                && words[3].equals("READ")
                && words[4].equals(Long.toString(process))
                && words[5].endsWith(":" + file.inode())
                && Long.parseLong(words[6]) >= first
                && Long.parseLong(words[6]) <= last);
  }
}
