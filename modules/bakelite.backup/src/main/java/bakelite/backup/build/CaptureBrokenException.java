package bakelite.backup.build;

/// What was captured cannot be what SQLite committed. Nothing is built from it: the writer begins a
/// new origin from the live database instead of guessing.
public final class CaptureBrokenException extends Exception {
  private static final long serialVersionUID = 1L;

  public CaptureBrokenException(String message) {
    super(message);
  }

  /// What is wrong, for the log and for the note of the next origin.
  public String reason() {
    return String.valueOf(getMessage());
  }
}
