package bakelite.store;

/// Whether a destination keeps two writers apart, as [StoreProbe] found it in the place in hand.
/// Servers that ignore create-only do so without a word, and one server does it in some buckets and
/// not in others.
public enum Fence {
  /// Of any number of creations of a key one succeeds, and nothing that is there is replaced by
  /// one: a writer can own an index.
  STRONG,
  /// A creation replaces what is there: what one writer acknowledged another can overwrite.
  WEAK
}
