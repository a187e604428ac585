package bakelite.store.testkit;

import bakelite.store.ObjectStore;

/// Whether a target can be had under a [Condition].
public sealed interface Variant {
  /// It can.
  ///
  /// @param opener opens a client under the condition; the same place as the target's own clients
  ///   use, where there is one
  record With(Opener opener) implements Variant {}

  /// It cannot.
  ///
  /// @param reason stands in the report
  record Without(String reason) implements Variant {}

  /// Opens a client; a [bakelite.store.StoreException] is as good as one of the first call.
  @FunctionalInterface
  interface Opener {
    /// A client that the test closes.
    ObjectStore open() throws Exception;
  }

  /// It can be had.
  static Variant with(Opener opener) {
    return new With(opener);
  }

  /// It cannot be had, and why.
  static Variant without(String reason) {
    return new Without(reason);
  }
}
