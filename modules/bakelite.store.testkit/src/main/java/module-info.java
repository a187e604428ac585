import org.jspecify.annotations.NullMarked;

/// The conformance suite of the store contract, and stores that fail on demand.
@NullMarked
module bakelite.store.testkit {
  requires transitive bakelite.store;
  requires transitive org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires static org.jspecify;

  exports bakelite.store.testkit;
}
