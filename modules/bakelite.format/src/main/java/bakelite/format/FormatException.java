package bakelite.format;

/// Why the bytes of an object cannot be used.
public abstract sealed class FormatException extends Exception
    permits DamagedException, NewerFormatException {
  private static final long serialVersionUID = 1L;

  FormatException(String message) {
    super(message);
  }

  /// What to try, one line.
  public abstract String hint();
}
