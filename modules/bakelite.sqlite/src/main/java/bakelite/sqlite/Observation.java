package bakelite.sqlite;

/// One thing that an [Examination] looked at.
///
/// @param check what was looked at, a word or two
/// @param found one line
/// @param hint what to do; empty when all is well
public record Observation(String check, Grade grade, String found, String hint) {
  /// How it is.
  public enum Grade {
    /// As it should be.
    GOOD,
    /// It may work, and may not.
    DOUBTFUL,
    /// The database cannot be protected like this.
    BAD
  }

  static Observation good(String check, String found) {
    return new Observation(check, Grade.GOOD, found, "");
  }

  static Observation of(String check, Grade grade, DatabaseException why) {
    return new Observation(check, grade, String.valueOf(why.getMessage()), why.hint());
  }
}
