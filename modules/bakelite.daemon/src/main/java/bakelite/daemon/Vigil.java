package bakelite.daemon;

import bakelite.sqlite.DatabaseWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Waits until one database may have changed.
///
/// The system gives a user few watchers, 128 on most machines. Where there is none left the
/// database is looked at a hundred times a second instead, which costs next to nothing, rather than
/// not protected.
final class Vigil implements AutoCloseable {
  private static final Duration WITHOUT_EVENTS = Duration.ofMillis(10);

  private final Path database;
  private final Optional<DatabaseWatch> watch;
  private final Doorbell bell = new Doorbell();
  private volatile boolean closed;

  /// Opens a watch.
  @FunctionalInterface
  interface Opening {
    /// A watch without databases.
    ///
    /// @throws IOException when the system has none left
    DatabaseWatch open(InstantSource clock) throws IOException;
  }

  Vigil(Path database, Opening opening, InstantSource clock) {
    this.database = database;
    this.watch = open(opening, clock);
    watch.ifPresent(events -> events.add(database));
  }

  private static Optional<DatabaseWatch> open(Opening opening, InstantSource clock) {
    try {
      return Optional.of(opening.open(clock));
    } catch (IOException noneLeft) {
      return Optional.empty();
    }
  }

  /// It is in motion: the next look is due soon.
  void changed() {
    watch.ifPresent(events -> events.changed(database));
  }

  /// It is left to events, where there are any; look once more afterwards.
  void quiet() {
    watch.ifPresent(events -> events.quiet(database));
  }

  /// Waits until it is due.
  ///
  /// @return whether something may have happened
  boolean await(Duration atMost) throws InterruptedException {
    if (watch.isPresent()) {
      return !watch.get().await(atMost).isEmpty();
    }
    if (!closed) {
      bell.await(atMost.compareTo(WITHOUT_EVENTS) < 0 ? atMost : WITHOUT_EVENTS);
    }
    return false;
  }

  /// Ends a wait of another thread, too.
  @Override
  public void close() {
    closed = true;
    bell.ring();
    try {
      if (watch.isPresent()) {
        watch.get().close();
      }
    } catch (IOException cannotWake) {
      // The loop looks by itself after the safety poll.
    }
  }
}
