package bakelite.store.fs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The times that objects get: the store's clock, but no two alike.
///
/// The kernel's own stamps stand still for milliseconds, so an object and its successor of equal
/// size could look the same; and on a network disk they are another machine's clock than the one
/// that `time()` tells.
final class Stamps {
  /// A clock that goes back by less than this is still followed upwards only; beyond it, it was
  /// set.
  private static final Duration SET_BACK = Duration.ofSeconds(1);

  private final InstantSource clock;
  private Instant last = Instant.MIN;

  Stamps(InstantSource clock) {
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  synchronized Instant next() {
    var now = clock.instant();
    var follows = !now.isAfter(last) && now.isAfter(last.minus(SET_BACK));
    last = follows ? last.plusNanos(1) : now;
    return last;
  }
}
