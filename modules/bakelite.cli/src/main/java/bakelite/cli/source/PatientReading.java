package bakelite.cli.source;

import bakelite.cli.command.Invocation;
import bakelite.store.ObjectStore;
import bakelite.store.Pause;
import bakelite.store.RetriedReads;
import bakelite.store.Retries;
import bakelite.store.RetryPolicy;
import bakelite.store.StoreException;
import java.time.Duration;
import java.util.Locale;

/// A store as the verbs read it that a person waits for: a moment's trouble is said and waited out.
/// A signal ends the waiting.
public final class PatientReading {
  private PatientReading() {}

  /// The store, with patience; closed with the result.
  public static ObjectStore of(ObjectStore store, Invocation invocation) {
    return new RetriedReads(
        store,
        retries(RetryPolicy.firstContact(), invocation),
        retries(RetryPolicy.brief(), invocation));
  }

  private static Retries retries(RetryPolicy policy, Invocation invocation) {
    var machine = invocation.surroundings();
    Pause untilStopped =
        time -> {
          if (machine.stop().await(time).isPresent()) {
            throw new InterruptedException("stopped while it waited for a store");
          }
        };
    return new Retries(
        policy,
        untilStopped,
        machine.clock(),
        machine.random(),
        (cause, pause) -> invocation.terminal().note(told(cause, pause)));
  }

  private static String told(StoreException cause, Duration pause) {
    return String.format(
        Locale.ROOT,
        "store trouble, trying again in %.1f s: %s",
        pause.toMillis() / 1e3,
        cause.getMessage());
  }
}
