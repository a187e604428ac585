package bakelite.replica;

import bakelite.format.DamagedException;
import java.util.Locale;

/// One thing that is wrong with a replica.
///
/// @param object key of the object that is altered, missing or out of place
/// @param offset in the object, in bytes; 0 for the object as such
/// @param expected what should be there
/// @param found what is there
/// @param hint what to try, one line
public record Problem(String object, long offset, String expected, String found, String hint) {
  private static final String HINT =
      "an object was changed, lost or put out of order; `bakelite verify` names every one";

  /// What a reader found in an object.
  public static Problem of(DamagedException damaged) {
    return new Problem(
        damaged.object(), damaged.offset(), damaged.expected(), damaged.found(), damaged.hint());
  }

  /// What is wrong with an object as such, or with its place among the others.
  public static Problem of(String object, String expected, String found) {
    return new Problem(object, 0, expected, found, HINT);
  }

  /// The problem as a sentence.
  public String message() {
    return String.format(
        Locale.ROOT,
        "cannot read %s at byte %,d: expected %s, found %s",
        object,
        offset,
        expected,
        found);
  }
}
