package bakelite.store.testkit;

import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The store in memory, and the same in trouble.
class MemoryTarget implements ConformanceTarget {
  private final MemoryStore store = new MemoryStore(Clock.systemUTC());

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public ObjectStore open() {
    return store.anotherClient();
  }

  @Override
  public Duration deadline() {
    return Duration.ofSeconds(20);
  }

  @Override
  public Variant under(Condition condition) {
    return switch (condition) {
      case WRONG_CREDENTIALS, EXPIRED_CREDENTIALS -> always(Fault.denied());
      case SKEWED_CLOCK -> Variant.without("memory looks at no clock");
      case NO_SUCH_PLACE ->
          always(
              new Fault.Refused(
                  new StoreException.Misconfigured(
                      "cannot find the place: expected one, found none", "make it", null)));
      case NO_SERVER -> always(Fault.unreachable());
      case SILENT_SERVER -> failing(MemoryTarget::afterSilence);
      case LOST_ANSWERS ->
          failing(operation ->
              operation.writes() ? Optional.of(new Fault.LostAnswer()) : Optional.empty());
    };
  }

  private Variant always(Fault fault) {
    return failing(_ -> Optional.of(fault));
  }

  Variant failing(Faults faults) {
    return Variant.with(() -> new FaultyStore(open(), faults));
  }

  private static Optional<Fault> afterSilence(Operation operation) {
    try {
      // Nobody answers; the client gives up.
      var _ = new CountDownLatch(1).await(1, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return Optional.of(Fault.unreachable());
  }
}
