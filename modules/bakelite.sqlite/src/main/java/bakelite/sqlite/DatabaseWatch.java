package bakelite.sqlite;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Waits until a database may have changed.
///
/// An event of the file system fires on the write to the `-wal`, before the commit can be seen in
/// the wal-index, so it carries no news; it only wakes. A database that woke is due again every few
/// milliseconds, without events, until [#quiet] puts it to sleep.
///
/// Where its events cannot be had it just stays awake: some hundred looks a second, of 200 ns each.
///
/// Used by one thread; [#close] may be called by any.
public final class DatabaseWatch implements AutoCloseable {
  private static final Duration FIRST_POLL = Duration.ofMillis(1);
  private static final Duration LAST_POLL = Duration.ofMillis(4);

  private final Path database;
  private final FolderEvents events;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Instant due;
  private Duration step = FIRST_POLL;
  private boolean isWoken;
  private boolean isClosed;

  /// Begins awake: it is due at once.
  ///
  /// @param database its real path
  /// @param events shared by all databases of the process
  public DatabaseWatch(Path database, FolderEvents events, InstantSource clock) {
    this.database = database;
    this.events = events;
    this.clock = clock;
    this.due = clock.instant();
  }

  /// Says that the database is in motion: the next look is due in a millisecond.
  public void changed() {
    if (due == null) {
      events.forget(database);
    }
    step = FIRST_POLL;
    due = clock.instant().plus(FIRST_POLL);
  }

  /// Puts it to sleep until its folder has an event. Look at it once more afterwards: what changed
  /// before the folder was watched again made no event.
  public void quiet() {
    if (events.wakes(database, this::wake)) {
      step = FIRST_POLL;
      due = null;
    } else {
      step = LAST_POLL;
      due = clock.instant().plus(LAST_POLL);
    }
  }

  private void wake() {
    lock.lock();
    try {
      isWoken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until it is due, and at most for a time.
  ///
  /// @return whether to look at it now; it is awake then; false once the watch is closed, which any
  ///   thread may do to end a wait
  public boolean await(Duration atMost) throws InterruptedException {
    boolean goesOn = sleep(atMost);
    var now = clock.instant();
    var at = due;
    if (!goesOn || at == null || at.isAfter(now)) {
      return false;
    }
    var doubled = step.multipliedBy(2);
    step = doubled.compareTo(LAST_POLL) < 0 ? doubled : LAST_POLL;
    due = now.plus(step);
    return true;
  }

  /// @return false once the watch is closed
  private boolean sleep(Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = Math.max(0, shorter(atMost).toNanos());
      while (!isWoken && !isClosed && left > 0) {
        left = changed.awaitNanos(left);
      }
      if (isWoken) {
        isWoken = false;
        step = FIRST_POLL;
        due = clock.instant();
      }
      return !isClosed;
    } finally {
      lock.unlock();
    }
  }

  private Duration shorter(Duration atMost) {
    var at = due;
    if (at == null) {
      return atMost;
    }
    var now = clock.instant();
    if (at.isAfter(now.plus(LAST_POLL))) {
      // The clock jumped back; nothing is ever due later than that.
      at = now.plus(LAST_POLL);
      due = at;
    }
    var until = Duration.between(now, at);
    return until.compareTo(atMost) < 0 ? until : atMost;
  }

  /// Ends a wait of another thread, too.
  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    events.forget(database);
  }
}
