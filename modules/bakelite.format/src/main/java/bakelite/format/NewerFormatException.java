package bakelite.format;

/// An object that is whole and that this version cannot understand.
public final class NewerFormatException extends FormatException {
  private static final long serialVersionUID = 1L;

  private final String writer;

  /// @param what the version or feature that is not known here, such as `format version 2`
  /// @param writer version of bakelite that wrote it
  public NewerFormatException(String object, String what, String writer) {
    super(
        "cannot read "
            + object
            + ": expected a format that this version knows, found "
            + what
            + " written by bakelite "
            + writer);
    this.writer = writer;
  }

  /// The version of bakelite that wrote the object.
  public String writer() {
    return writer;
  }

  @Override
  public String hint() {
    return "install bakelite " + writer + " or newer";
  }
}
