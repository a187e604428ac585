package bakelite.backup;

import bakelite.store.RetryPolicy;
import bakelite.store.StoreException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt of something that is tried for ever: the pauses of the
/// patient [RetryPolicy], and its longest where that would give up.
public final class Backoff {
  private final RetryPolicy policy = RetryPolicy.patient();
  private final RandomGenerator random;
  private int failures;

  /// @param random draws the jitter
  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /// The pause after one more attempt that went wrong.
  public Duration after(StoreException cause) {
    failed();
    return policy.pause(cause, failures, random).orElseGet(() -> policy.passing(failures, random));
  }

  /// The pause after one more attempt that went wrong for a reason that may pass by itself.
  public Duration afterPassing() {
    failed();
    return policy.passing(failures, random);
  }

  private void failed() {
    // The pause does not grow any more long before.
    failures = Math.min(failures + 1, policy.attempts());
  }

  /// An attempt went well.
  public void reset() {
    failures = 0;
  }
}
