package bakelite.store.servers.fault;

import java.util.ArrayDeque;
import java.util.List;
import java.util.random.RandomGenerator;

/// Which requests the server spoils.
interface MischiefPlan {
  /// What happens to the next one.
  Mischief next(Asked asked);

  static MischiefPlan none() {
    return asked -> Mischief.NONE;
  }

  /// The given ones, each at the first request that it suits; then none.
  static MischiefPlan scripted(Mischief... script) {
    var left = new ArrayDeque<>(List.of(script));
    return asked -> !left.isEmpty() && left.peek().suits(asked) ? left.remove() : Mischief.NONE;
  }

  /// One of every so many requests, by chance; the same for the same seed and requests.
  static MischiefPlan seeded(RandomGenerator random, int oneOf) {
    return asked -> {
      if (random.nextInt(oneOf) != 0) {
        return Mischief.NONE;
      }
      var suiting = Mischief.allFor(asked);
      var chosen = suiting.get(random.nextInt(suiting.size()));
      // A stall costs a client its whole patience: seldom.
      return chosen == Mischief.STALL && random.nextInt(4) != 0 ? Mischief.ERROR : chosen;
    };
  }
}
