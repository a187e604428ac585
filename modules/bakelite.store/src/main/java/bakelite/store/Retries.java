package bakelite.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// Calls a store until it answers, within the limits of a [RetryPolicy]. The one place where
/// bakelite waits for a store; providers make one attempt.
///
/// Every call of the contract may be repeated: a put sends the same bytes again, and a create-only
/// put answers `AlreadyExists` when the one before had won. `Unknown` is an answer too and is given
/// to the caller, who has to read back before anything is sent again.
public final class Retries {
  private final RetryPolicy policy;
  private final Pause pause;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Listener listener;

  /// @param listener is told of every wait
  public Retries(
      RetryPolicy policy,
      Pause pause,
      InstantSource clock,
      RandomGenerator random,
      Listener listener) {
    this.policy = policy;
    this.pause = pause;
    this.clock = clock;
    this.random = random;
    this.listener = listener;
  }

  /// One attempt of a call.
  @FunctionalInterface
  public interface Attempt<T> {
    /// Calls the store.
    T run() throws StoreException;
  }

  /// Hears why a call has to wait.
  @FunctionalInterface
  public interface Listener {
    /// The next try is after `pause`.
    void waiting(StoreException cause, Duration pause);
  }

  /// The answer of the first attempt that has one.
  ///
  /// @throws StoreException of the last attempt, when no further one is worth it
  /// @throws InterruptedException when this thread is interrupted, before an attempt or while
  ///   waiting
  public <T> T call(Attempt<T> attempt) throws StoreException, InterruptedException {
    var start = clock.instant();
    for (var failures = 0; ; ) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      try {
        return attempt.run();
      } catch (StoreException e) {
        failures++;
        var wait = policy.pause(e, failures, random);
        if (wait.isEmpty()
            || clock.instant().plus(wait.get()).isAfter(start.plus(policy.within()))) {
          throw e;
        }
        listener.waiting(e, wait.get());
        pause.of(wait.get());
      }
    }
  }
}
