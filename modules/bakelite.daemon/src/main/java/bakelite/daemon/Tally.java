package bakelite.daemon;

import bakelite.backup.BackupException;
import bakelite.sqlite.DatabaseException;
import bakelite.store.StoreException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Counts what went to a store and what was refused, for as long as the daemon keeps the database:
/// over sessions, stops and starts of it. Thread-safe.
final class Tally {
  private final Map<String, Long> puts = new ConcurrentHashMap<>();
  private final Map<String, Long> bytes = new ConcurrentHashMap<>();
  private final Map<String, Long> errors = new ConcurrentHashMap<>();

  Tally() {
    // A rate needs the zero before the first one.
    for (var kind : Traffic.ObjectKind.values()) {
      puts.put(kind.word(), 0L);
      bytes.put(kind.word(), 0L);
    }
    for (var kind : Traffic.ErrorKind.values()) {
      errors.put(kind.word(), 0L);
    }
  }

  /// An object is in the store.
  void stored(Traffic.ObjectKind kind, long size) {
    puts.merge(kind.word(), 1L, Long::sum);
    bytes.merge(kind.word(), size, Long::sum);
  }

  /// Something did not work.
  void failed(Throwable cause) {
    errors.merge(kind(cause).word(), 1L, Long::sum);
  }

  Traffic now() {
    return new Traffic(new TreeMap<>(puts), new TreeMap<>(bytes), new TreeMap<>(errors));
  }

  private static Traffic.ErrorKind kind(Throwable cause) {
    return switch (cause) {
      case StoreException store -> kind(store);
      case BackupException.Fenced _ -> Traffic.ErrorKind.FENCED;
      case BackupException _ -> Traffic.ErrorKind.REPLICA;
      case DatabaseException _ -> Traffic.ErrorKind.DATABASE;
      case RuntimeException _, Error _ -> Traffic.ErrorKind.DEFECT;
      default -> Traffic.ErrorKind.LOCAL_DISK;
    };
  }

  private static Traffic.ErrorKind kind(StoreException cause) {
    return switch (cause) {
      case StoreException.Missing _ -> Traffic.ErrorKind.STORE_MISSING;
      case StoreException.Denied _ -> Traffic.ErrorKind.STORE_DENIED;
      case StoreException.Throttled _ -> Traffic.ErrorKind.STORE_THROTTLED;
      case StoreException.Unreachable _ -> Traffic.ErrorKind.STORE_UNREACHABLE;
      case StoreException.Damaged _ -> Traffic.ErrorKind.STORE_DAMAGED;
      case StoreException.Misconfigured _ -> Traffic.ErrorKind.STORE_MISCONFIGURED;
    };
  }
}
