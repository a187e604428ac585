package bakelite.store;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Which failures of a store are worth another try, and when. Holds no state: the caller counts.
///
/// @param first pause after the first failure; it doubles with every further one
/// @param longest where the doubling ends
/// @param forAPerson pause where only a person can help (permissions, settings, room); empty when
///   nobody is there to wait for
/// @param attempts most tries of one call
/// @param within no try begins later than this after the first
public record RetryPolicy(
    Duration first,
    Duration longest,
    Optional<Duration> forAPerson,
    int attempts,
    Duration within) {
  /// Tries of a read whose bytes were wrong: once may be the way, three times is the object.
  public static final int DAMAGED_ATTEMPTS = 3;

  public RetryPolicy {
    if (!first.isPositive() || longest.compareTo(first) < 0 || attempts < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "pauses from %s to %s and %d attempts make no policy",
              first,
              longest,
              attempts));
    }
  }

  /// For a daemon: an hour of patience in one call, and it calls again after that.
  public static RetryPolicy patient() {
    return new RetryPolicy(
        Duration.ofMillis(500),
        Duration.ofSeconds(30),
        Optional.of(Duration.ofSeconds(60)),
        1_000,
        Duration.ofHours(1));
  }

  /// For a command with somebody before it: a minute, and not where the person has to act.
  public static RetryPolicy brief() {
    return new RetryPolicy(
        Duration.ofMillis(500), Duration.ofSeconds(30), Optional.empty(), 8, Duration.ofMinutes(1));
  }

  /// For the first contact of a command with a store: a few seconds, since the address may be
  /// wrong.
  public static RetryPolicy firstContact() {
    return new RetryPolicy(
        Duration.ofMillis(500), Duration.ofSeconds(1), Optional.empty(), 3, Duration.ofSeconds(10));
  }

  /// How long to wait before the next try; empty when there is none.
  ///
  /// @param failures of this call so far, this one counted, so at least 1
  /// @param random draws the jitter: callers that failed together do not come back together
  public Optional<Duration> pause(StoreException cause, int failures, RandomGenerator random) {
    if (failures >= attempts) {
      return Optional.empty();
    }
    return switch (cause) {
      case StoreException.Missing _ -> Optional.empty();
      case StoreException.Damaged _ ->
          failures < DAMAGED_ATTEMPTS ? Optional.of(passing(failures, random)) : Optional.empty();
      case StoreException.Denied _, StoreException.Misconfigured _ -> forAPerson;
      case StoreException.Throttled throttled ->
          Optional.of(longer(throttled.after(), passing(failures, random)));
      case StoreException.Unreachable _ -> Optional.of(passing(failures, random));
    };
  }

  /// How long to wait for what may pass by itself: somewhere in the upper half of the pause that
  /// belongs to this failure.
  ///
  /// @param failures so far, this one counted, so at least 1
  /// @param random draws the jitter
  public Duration passing(int failures, RandomGenerator random) {
    var pause = first;
    for (var i = 1; i < failures && pause.compareTo(longest) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    var most = Math.min(pause.toMillis(), longest.toMillis());
    return Duration.ofMillis(most - random.nextLong(most / 2 + 1));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
