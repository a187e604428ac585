package bakelite.daemon;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Whether commits of a database do not get into its replica although nothing says why.
/// Thread-safe.
///
/// A store that is away, a copy, a comparison: each of them explains itself by its state, and how
/// far behind the database is shows as its lag. What this is for has no other sign: a thread that
/// hangs, a request that is never answered, a commit that nobody was woken for. While what had to
/// wait is caught up with, being behind is no stall as long as something moves.
final class Stall {
  private final Duration limit;
  private long captured;
  private long durable;
  private Optional<Instant> moved = Optional.empty();

  /// @param limit how long the database may be ahead of its replica
  Stall(Duration limit) {
    this.limit = limit;
  }

  /// Since when it is stalled.
  ///
  /// @param state what is known otherwise
  synchronized Optional<Instant> since(
      DatabaseState state, Optional<Standing> standing, Instant now) {
    if (standing.isEmpty()) {
      return Optional.empty();
    }
    note(standing.get(), now);
    var behind = behindSince(standing.get());
    if (!state.isProtected()) {
      return Optional.empty();
    }
    return state == DatabaseState.CATCHING_UP
        ? behind.filter(_ -> isLong(moved.orElse(now), now))
        : behind.filter(since -> isLong(since, now));
  }

  private void note(Standing standing, Instant now) {
    if (moved.isEmpty()
        || standing.capturedIndex() != captured
        || standing.durableIndex() != durable) {
      moved = Optional.of(now);
    }
    captured = standing.capturedIndex();
    durable = standing.durableIndex();
  }

  private boolean isLong(Instant since, Instant now) {
    return since.plus(limit).isBefore(now);
  }

  private static Optional<Instant> behindSince(Standing standing) {
    return earlier(standing.waitingSinceMillis(), standing.aheadSinceMillis());
  }

  private static Optional<Instant> earlier(OptionalLong one, OptionalLong other) {
    if (one.isEmpty() && other.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Instant.ofEpochMilli(Math.min(one.orElse(Long.MAX_VALUE), other.orElse(Long.MAX_VALUE))));
  }
}
