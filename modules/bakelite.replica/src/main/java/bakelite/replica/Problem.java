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
  static Problem of(DamagedException damaged) {
    return new Problem(
        damaged.object(), damaged.offset(), damaged.expected(), damaged.found(), damaged.hint());
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
