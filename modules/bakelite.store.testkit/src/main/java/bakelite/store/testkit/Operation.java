package bakelite.store.testkit;

/// The calls of a store that can go wrong.
public enum Operation {
  /// A create-only put.
  PUT_IF_ABSENT,
  /// A put that may replace.
  PUT,
  /// A get, whole or in part.
  GET,
  /// A look at the version.
  HEAD,
  /// One page of a listing.
  LIST,
  /// A deletion of any number of objects.
  DELETE,
  /// A look at the store's clock.
  TIME;

  boolean writes() {
    return switch (this) {
      case PUT_IF_ABSENT, PUT, DELETE -> true;
      case GET, HEAD, LIST, TIME -> false;
    };
  }
}
