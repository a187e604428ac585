package bakelite.store.testkit;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Decides what goes wrong, call by call.
@FunctionalInterface
public interface Faults {
  /// The fault of the next call; empty when it goes well. Asked once for every call, in their
  /// order.
  Optional<Fault> next(Operation operation);

  /// Nothing goes wrong.
  static Faults none() {
    return _ -> Optional.empty();
  }

  /// Some calls go wrong, drawn from a seeded generator.
  ///
  /// @param oneIn so many calls has a fault, on average
  /// @param kinds what is drawn from; one that does not fit a call leaves it well
  static Faults seeded(RandomGenerator random, int oneIn, List<Fault> kinds) {
    var all = List.copyOf(kinds);
    return operation -> {
      synchronized (random) {
        var strikes = random.nextInt(oneIn) == 0;
        var fault = all.get(random.nextInt(all.size()));
        return strikes && fault.fits(operation) ? Optional.of(fault) : Optional.empty();
      }
    };
  }
}
