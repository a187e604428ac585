package bakelite.store.testkit;

import bakelite.store.StoreException;
import java.time.Duration;

/// What goes wrong with one call. All of it is what the contract allows a store to do to its
/// caller; a put that is answered and not visible is not among it.
public sealed interface Fault {
  /// Nothing is done, and the store says why.
  ///
  /// @param cause is thrown
  record Refused(StoreException cause) implements Fault {}

  /// It is done and the answer is lost: `Unknown` for a create-only put, else `Unreachable`.
  record LostAnswer() implements Fault {}

  /// It is not done and no answer comes: the caller sees the same as after a lost answer.
  record LostRequest() implements Fault {}

  /// No answer comes, and the put or deletion is carried out later, at
  /// [FaultyStore#carryOutLate()].
  record Late() implements Fault {}

  /// A get whose stream ends early, without a word.
  ///
  /// @param after so many bytes
  record ShortRead(long after) implements Fault {}

  /// A get whose stream throws.
  ///
  /// @param after so many bytes
  record BrokenRead(long after) implements Fault {}

  /// A get that gives one byte changed.
  ///
  /// @param at which byte of the answer, modulo its length
  /// @param mask the bits that are turned over
  record Flipped(long at, int mask) implements Fault {}

  /// No answer, or one of a store in trouble.
  static Fault unreachable() {
    return new Refused(
        new StoreException.Unreachable(
            "cannot reach the store: expected an answer, found none", "wait", null));
  }

  /// Slow down.
  static Fault throttled(Duration after) {
    return new Refused(
        new StoreException.Throttled(
            "cannot go on at this rate: expected fewer requests", after, null));
  }

  /// Not for you.
  static Fault denied() {
    return new Refused(
        new StoreException.Denied(
            "cannot use the store: expected permission, found none", "ask its owner", null));
  }

  /// No room left.
  static Fault noRoom() {
    return new Refused(
        new StoreException.Misconfigured(
            "cannot store: expected room, found none", "make room", null));
  }

  /// Whether it can happen to a call.
  default boolean fits(Operation operation) {
    return switch (this) {
      case Refused _ -> true;
      case LostAnswer _, LostRequest _ -> true;
      case Late _ -> operation.writes();
      case ShortRead _, BrokenRead _, Flipped _ -> operation == Operation.GET;
    };
  }
}
