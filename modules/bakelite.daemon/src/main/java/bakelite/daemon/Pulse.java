package bakelite.daemon;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// Tells that all of the work goes on: once each loop that is on duty has gone round since it was
/// told last. The loops tell it themselves, there is no timer: one that hangs is missed.
final class Pulse {
  private final Duration longestRest;
  private final Runnable alive;
  private final Set<Beat> onDuty = new HashSet<>();
  private final Set<Beat> awaited = new HashSet<>();

  /// @param longestRest how long a loop may wait in one round
  /// @param alive called when each of them has gone round
  Pulse(Duration longestRest, Runnable alive) {
    this.longestRest = longestRest;
    this.alive = alive;
  }

  /// Nobody is told.
  static Pulse none() {
    return new Pulse(Duration.ofDays(1), () -> {});
  }

  /// How long a loop may rest that wants to rest so long.
  Duration rest(Duration wanted) {
    return wanted.compareTo(longestRest) < 0 ? wanted : longestRest;
  }

  /// Comes on duty, with a loop that goes round within the longest rest and a moment.
  Beat join() {
    var beat = new Beat();
    synchronized (this) {
      onDuty.add(beat);
      awaited.add(beat);
    }
    return beat;
  }

  private synchronized void arrived(Beat beat) {
    if (awaited.remove(beat) && awaited.isEmpty()) {
      alive.run();
      awaited.addAll(onDuty);
    }
  }

  private synchronized void left(Beat beat) {
    onDuty.remove(beat);
    arrived(beat);
  }

  /// One loop on duty.
  final class Beat implements AutoCloseable {
    private Beat() {}

    /// It has gone round.
    void goneRound() {
      arrived(this);
    }

    /// It goes off duty: it waits for a store, which has deadlines of its own, or it ends.
    @Override
    public void close() {
      left(this);
    }
  }
}
