package bakelite.sqlite;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The file events of every database that sleeps in this process: one watcher and one thread for
/// all of them, for a user may have few watchers, 128 on most machines.
///
/// A folder is watched while one of its databases sleeps, and no longer: reading the events of a
/// busy one costs far more than looking at it. Where a busy one lies beside one that sleeps, events
/// are read in batches. Thread-safe.
public final class FolderEvents implements AutoCloseable {
  /// Between two batches of events, so that a busy neighbour costs little; nobody is woken later
  /// than this because of it.
  private static final Duration BETWEEN_BATCHES = Duration.ofMillis(2);

  private static final List<String> ENDINGS = List.of("", "-wal", "-shm", "-journal");

  private final Optional<WatchService> service;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private final Map<Path, Folder> folders = new HashMap<>();
  private boolean isClosed;

  private FolderEvents(Optional<WatchService> service) {
    this.service = service;
  }

  /// Those of the system. Where they come late (macOS) or cannot be had (a limit of the system) it
  /// is as if there were none.
  public static FolderEvents open() {
    if (Platform.current() != Platform.LINUX) {
      return none();
    }
    try {
      var service = FileSystems.getDefault().newWatchService();
      var events = new FolderEvents(Optional.of(service));
      Thread.ofPlatform().name("watch").daemon().start(() -> events.read(service));
      return events;
    } catch (IOException noneLeft) {
      return none();
    }
  }

  /// No events: nobody can sleep.
  public static FolderEvents none() {
    return new FolderEvents(Optional.empty());
  }

  /// A folder, and who sleeps in it, by file name.
  private record Folder(WatchKey key, Map<String, Runnable> sleepers) {}

  /// Wakes a database at the next event that may be one of its files; once.
  ///
  /// @param database its real path
  /// @param wake called by the thread of the events
  /// @return whether it will be; false where its folder cannot be watched
  boolean wakes(Path database, Runnable wake) {
    lock.lock();
    try {
      var folder = isClosed ? null : folder(parent(database));
      if (folder == null) {
        return false;
      }
      folder.sleepers().put(name(database), wake);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Folder folder(Path path) {
    var known = folders.get(path);
    if (known != null || service.isEmpty()) {
      return known;
    }
    try {
      var key =
          path.register(
              service.get(),
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_DELETE,
              StandardWatchEventKinds.ENTRY_MODIFY);
      var folder = new Folder(key, new HashMap<>());
      folders.put(path, folder);
      return folder;
    } catch (IOException | ClosedWatchServiceException notToBeHad) {
      return null;
    }
  }

  /// It does not sleep any more.
  void forget(Path database) {
    lock.lock();
    try {
      var folder = folders.get(parent(database));
      if (folder != null && folder.sleepers().remove(name(database)) != null) {
        leave(parent(database), folder);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Stops watching a folder in which nobody sleeps.
  private void leave(Path path, Folder folder) {
    if (folder.sleepers().isEmpty()) {
      folder.key().cancel();
      folders.remove(path);
    }
  }

  /// The thread of the events.
  private void read(WatchService from) {
    try {
      while (true) {
        var key = from.take();
        woken(key).forEach(Runnable::run);
        lock.lock();
        try {
          if (!isClosed) {
            var _ = closing.awaitNanos(BETWEEN_BATCHES.toNanos());
          }
        } finally {
          lock.unlock();
        }
      }
    } catch (ClosedWatchServiceException over) {
      // Closed by its owner.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /// Takes out whoever has to be woken. They are woken outside the lock, since each has its own.
  private List<Runnable> woken(WatchKey key) {
    lock.lock();
    try {
      var events = key.pollEvents();
      boolean isValid = key.reset();
      var found = new ArrayList<Runnable>();
      if (!(key.watchable() instanceof Path path) || !folders.containsKey(path)) {
        return found;
      }
      var folder = Objects.requireNonNull(folders.get(path));
      boolean isGone = !isValid && folder.key().equals(key);
      for (var event : events) {
        take(event.context(), folder.sleepers(), found);
      }
      if (isGone) {
        take(null, folder.sleepers(), found);
      }
      leave(path, folder);
      return found;
    } finally {
      lock.unlock();
    }
  }

  /// Events without a name are those of a queue that ran over: anything may have changed.
  private static void take(
      @Nullable Object name, Map<String, Runnable> sleepers, List<Runnable> found) {
    if (name == null) {
      found.addAll(sleepers.values());
      sleepers.clear();
      return;
    }
    var text = name.toString();
    for (var ending : ENDINGS) {
      if (text.endsWith(ending)) {
        var sleeper = sleepers.remove(text.substring(0, text.length() - ending.length()));
        if (sleeper != null) {
          found.add(sleeper);
        }
      }
    }
  }

  private static Path parent(Path database) {
    var parent = database.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("cannot watch " + database + ": expected a real path");
    }
    return parent;
  }

  private static String name(Path database) {
    return String.valueOf(database.getFileName());
  }

  /// Ends the thread; nobody is woken any more.
  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      folders.clear();
      closing.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      if (service.isPresent()) {
        service.get().close();
      }
    } catch (IOException cannotEnd) {
      // The thread is a daemon: it ends with the process.
    }
  }
}
