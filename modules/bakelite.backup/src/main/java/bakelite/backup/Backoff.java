package bakelite.backup;

import bakelite.store.StoreException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt: from 500 ms, doubling to 30 s, each time somewhere in
/// the upper half of that; a minute where only a person can help.
public final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration FOR_A_PERSON = Duration.ofSeconds(60);

  private final RandomGenerator random;
  private Duration next = FIRST;

  /// @param random draws the jitter
  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /// The pause after one more attempt that went wrong.
  public Duration after(StoreException cause) {
    return switch (cause) {
      case StoreException.Denied _, StoreException.Misconfigured _ -> FOR_A_PERSON;
      case StoreException.Throttled throttled -> max(throttled.after(), doubling());
      case StoreException.Unreachable _, StoreException.Damaged _, StoreException.Missing _ ->
          doubling();
    };
  }

  /// The pause after one more attempt that went wrong for a reason that may pass by itself.
  public Duration afterPassing() {
    return doubling();
  }

  /// An attempt went well.
  public void reset() {
    next = FIRST;
  }

  private Duration doubling() {
    var longest = next;
    next = longest.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : longest.multipliedBy(2);
    long half = longest.toMillis() / 2;
    return Duration.ofMillis(half + random.nextLong(half + 1));
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
