package bakelite.store.testkit;

import bakelite.store.ObjectStore;
import java.util.Optional;

/// A destination that the conformance suite runs against. It may be shared with others: a test
/// keeps to keys of its own and removes them.
public interface ConformanceTarget {
  /// What it is called in reports and in `BAKELITE_TEST_REQUIRE`: lower case, no spaces.
  String name();

  /// Another client of the destination: each one sees what the others store. Tests close them.
  ObjectStore open() throws Exception;

  /// Why the suite cannot run against it here; empty when it can.
  default Optional<String> unusable() {
    return Optional.empty();
  }
}
