package bakelite.store;

/// What became of a create-only put. All three are ordinary outcomes that the caller acts on, so
/// none of them is an exception.
public sealed interface PutResult {
  /// The object is durable under its key and was written by this call.
  ///
  /// @param version of the object written; where the store does not tell its time at once,
  ///   `modified` is the store's clock when it answered
  record Stored(ObjectVersion version) implements PutResult {}

  /// The key was taken; nothing was changed. It may still be ours: an answer that was lost on the
  /// way makes the client's own retry collide with itself. Read it back before judging.
  record AlreadyExists() implements PutResult {}

  /// The store did not say. The object may appear now, later or never. Read it back: what can be
  /// read is durable.
  ///
  /// @param cause what was seen instead of an answer
  record Unknown(Exception cause) implements PutResult {}
}
