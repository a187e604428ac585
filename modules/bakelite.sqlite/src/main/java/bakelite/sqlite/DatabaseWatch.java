package bakelite.sqlite;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Wakes up for databases that may have changed: one watcher of folders for all of them.
///
/// An event of the file system fires on the write to the `-wal`, before the commit can be seen in
/// the wal-index, so it carries no news; it only wakes. A database that woke is due again every few
/// milliseconds, without events, until [#quiet] puts it to sleep. A folder is watched only while
/// one of its databases sleeps, for reading the events of a busy one costs far more than looking.
///
/// Where events come late (macOS) or cannot be had (a limit of the system), a database just stays
/// awake: some hundred looks a second, of 200 ns each.
///
/// One for all databases of a process: the number of watchers that a user may have is small.
public final class DatabaseWatch implements AutoCloseable {
  private static final Duration FIRST_POLL = Duration.ofMillis(1);
  private static final Duration LAST_POLL = Duration.ofMillis(4);

  private final WatchService service;
  private final InstantSource clock;
  private final boolean events;
  private final Map<Path, Watched> databases = new HashMap<>();
  private final Map<Path, WatchKey> folders = new HashMap<>();

  private DatabaseWatch(WatchService service, InstantSource clock, boolean events) {
    this.service = service;
    this.clock = clock;
    this.events = events;
  }

  /// Opens a watch without databases.
  public static DatabaseWatch open(InstantSource clock) throws IOException {
    return open(clock, Platform.current() == Platform.LINUX);
  }

  static DatabaseWatch open(InstantSource clock, boolean events) throws IOException {
    return new DatabaseWatch(FileSystems.getDefault().newWatchService(), clock, events);
  }

  private static final class Watched {
    private final Path folder;
    private @Nullable Instant due;
    private Duration step = FIRST_POLL;

    private Watched(Path folder) {
      this.folder = folder;
    }
  }

  /// Adds a database, awake: it is due at once.
  ///
  /// @param database its real path
  public void add(Path database) {
    Path folder = database.getParent();
    if (folder == null) {
      throw new IllegalArgumentException("cannot watch " + database + ": expected a real path");
    }
    var watched = new Watched(folder);
    watched.due = clock.instant();
    databases.put(database, watched);
  }

  /// Forgets a database.
  public void remove(Path database) {
    databases.remove(database);
    watchFolders();
  }

  /// Says that the database is in motion: the next look is due in a millisecond.
  public void changed(Path database) {
    var watched = databases.get(database);
    if (watched != null) {
      watched.step = FIRST_POLL;
      watched.due = clock.instant().plus(FIRST_POLL);
    }
  }

  /// Puts a database to sleep until its folder has an event. Look at it once more afterwards: what
  /// changed before the folder was watched again made no event.
  public void quiet(Path database) {
    var watched = databases.get(database);
    if (watched != null && events) {
      watched.due = null;
      watched.step = FIRST_POLL;
      watchFolders();
    }
  }

  /// Waits until a database is due, and at most for a time.
  ///
  /// @return the databases to look at now; all of them are awake; none once the watch is closed,
  ///   which any thread may do to end a wait
  public Set<Path> await(Duration atMost) throws InterruptedException {
    var now = clock.instant();
    var wait = atMost;
    for (var each : databases.values()) {
      var due = each.due;
      if (due != null) {
        if (due.isAfter(now.plus(LAST_POLL))) {
          // The clock jumped back; nothing is ever due later than that.
          due = now.plus(LAST_POLL);
          each.due = due;
        }
        var until = due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO;
        wait = until.compareTo(wait) < 0 ? until : wait;
      }
    }
    try {
      var key = service.poll(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
      while (key != null) {
        wake(key);
        key = service.poll();
      }
    } catch (ClosedWatchServiceException _) {
      return Set.of();
    }
    watchFolders();
    return takeDue(clock.instant());
  }

  private void wake(WatchKey key) {
    var now = clock.instant();
    for (var event : key.pollEvents()) {
      databases.forEach((path, watched) -> {
        if (watched.due == null
            && key.watchable().equals(watched.folder)
            && concerns(event.context(), path)) {
          watched.due = now;
          watched.step = FIRST_POLL;
        }
      });
    }
    if (!key.reset()) {
      folders.values().remove(key);
    }
  }

  /// Events without a name are those of a queue that ran over: anything may have changed.
  private static boolean concerns(@Nullable Object name, Path database) {
    return name == null || name.toString().startsWith(String.valueOf(database.getFileName()));
  }

  private Set<Path> takeDue(Instant now) {
    var result = new HashSet<Path>();
    databases.forEach((path, watched) -> {
      if (watched.due != null && !watched.due.isAfter(now)) {
        result.add(path);
        watched.step = shorter(watched.step.multipliedBy(2), LAST_POLL);
        watched.due = now.plus(watched.step);
      }
    });
    return result;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void watchFolders() {
    var asleep = new HashSet<Path>();
    for (var each : databases.values()) {
      if (each.due == null) {
        asleep.add(each.folder);
      }
    }
    folders
        .entrySet()
        .removeIf(entry -> {
          boolean idle = !asleep.contains(entry.getKey());
          if (idle) {
            entry.getValue().cancel();
          }
          return idle;
        });
    for (var folder : asleep) {
      if (!folders.containsKey(folder)) {
        watchFolder(folder);
      }
    }
  }

  private void watchFolder(Path folder) {
    try {
      folders.put(
          folder,
          folder.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_DELETE,
              StandardWatchEventKinds.ENTRY_MODIFY));
    } catch (ClosedWatchServiceException _) {
      // Closed by another thread: nobody waits any more.
    } catch (IOException _) {
      keepAwake(folder);
    }
  }

  private void keepAwake(Path folder) {
    var due = clock.instant().plus(LAST_POLL);
    for (var each : databases.values()) {
      if (each.folder.equals(folder) && each.due == null) {
        each.due = due;
        each.step = LAST_POLL;
      }
    }
  }

  /// Ends a wait of another thread, too.
  @Override
  public void close() throws IOException {
    service.close();
  }
}
