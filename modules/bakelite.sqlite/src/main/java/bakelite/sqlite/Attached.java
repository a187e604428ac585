package bakelite.sqlite;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The databases that this process has open, by inode.
///
/// POSIX locks belong to a process and an inode: a second owner of the same file, by whatever path,
/// would drop the first one's locks by closing its descriptor. So the claim comes before the first
/// `open`, and there is one table per process. It also keeps every attached database reachable.
final class Attached {
  private static final Attached PROCESS = new Attached();

  private final Set<FileId> claimed = new HashSet<>();
  private final Map<FileId, LiveDatabase> letGo = new HashMap<>();

  private Attached() {}

  static Attached process() {
    return PROCESS;
  }

  /// Takes a database for its one owner, unless somebody in this process has it already.
  synchronized boolean claim(FileId database) {
    return claimed.add(database);
  }

  /// Only after the last descriptor of the database is closed.
  synchronized void release(FileId database) {
    claimed.remove(database);
  }

  /// Keeps a database open, unused, until the process is gone.
  synchronized void keepForever(FileId id, LiveDatabase database) {
    letGo.put(id, database);
  }
}
