package bakelite.store;

/// One thing that is known of a destination.
///
/// @param subject what was looked at, a word or two, such as `create-only`
/// @param grade how it is
/// @param found what was found, one line
/// @param hint what to do about it, one line; empty where all is well
public record Trait(String subject, Grade grade, String found, String hint) {
  /// How it is.
  public enum Grade {
    /// As bakelite needs it.
    GOOD,
    /// It can be lived with; a person should know.
    DOUBTFUL,
    /// No replica can be kept there like that.
    BAD
  }

  /// All is well.
  public static Trait good(String subject, String found) {
    return new Trait(subject, Grade.GOOD, found, "");
  }

  /// A person should know.
  public static Trait doubtful(String subject, String found, String hint) {
    return new Trait(subject, Grade.DOUBTFUL, found, hint);
  }

  /// It cannot be used so.
  public static Trait bad(String subject, String found, String hint) {
    return new Trait(subject, Grade.BAD, found, hint);
  }

  static Trait bad(String subject, StoreException refused) {
    return bad(subject, String.valueOf(refused.getMessage()), refused.hint());
  }
}
