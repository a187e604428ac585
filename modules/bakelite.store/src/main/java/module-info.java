import org.jspecify.annotations.NullMarked;

/// The store contract: keys and bytes, nothing of SQLite, nothing of replicas.
///
/// A provider is a module that `provides StoreProvider` and exports nothing. It is found by the
/// `type` of a destination or the scheme of an address; two providers of one type are an error that
/// names both. Every MUST below has a test in the conformance suite.
@NullMarked
module bakelite.store {
  requires static org.jspecify;

  exports bakelite.store;

  uses bakelite.store.StoreProvider;
}
