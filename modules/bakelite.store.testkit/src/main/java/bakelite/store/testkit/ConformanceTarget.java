package bakelite.store.testkit;

import bakelite.store.ObjectStore;
import java.time.Duration;
import java.util.Optional;

/// A destination that the conformance suite runs against. It may be shared with others: a test
/// keeps to keys of its own and removes them.
///
/// Two methods are enough. The others tell how far the suite may go with it, and how to put a
/// client into trouble.
public interface ConformanceTarget {
  /// What it is called in reports and in `BAKELITE_TEST_REQUIRE`: lower case, no spaces.
  String name();

  /// Another client of the destination: each one sees what the others store. Tests close them.
  ObjectStore open() throws Exception;

  /// Why the suite cannot run against it here; empty when it can.
  default Optional<String> unusable() {
    return Optional.empty();
  }

  /// How many objects, rounds and bytes the suite uses.
  default Extent extent() {
    return Extent.chosen();
  }

  /// A client in trouble. [Condition#NO_SUCH_PLACE] and [Condition#WRONG_CREDENTIALS] are the two
  /// that every user meets.
  default Variant under(Condition condition) {
    return Variant.without("the target does not say how");
  }

  /// By when a call ends that gets no answer, under [Condition#NO_SERVER] and
  /// [Condition#SILENT_SERVER].
  default Duration deadline() {
    return Duration.ofMinutes(1);
  }
}
