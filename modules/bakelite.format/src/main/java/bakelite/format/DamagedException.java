package bakelite.format;

import java.util.Locale;

/// An object is not what its writer wrote.
public final class DamagedException extends FormatException {
  private static final long serialVersionUID = 1L;

  private final String part;
  private final String object;
  private final long offset;
  private final String expected;
  private final String found;

  /// @param part what could not be read, such as `block 3`; empty for the object as such
  /// @param object its key or path
  /// @param offset in the object, in bytes
  public DamagedException(String part, String object, long offset, String expected, String found) {
    super(
        String.format(
            Locale.ROOT,
            "cannot read %s%s at byte %,d: expected %s, found %s",
            part.isEmpty() ? "" : part + " of ",
            object,
            offset,
            expected,
            found));
    this.part = part;
    this.object = object;
    this.offset = offset;
    this.expected = expected;
    this.found = found;
  }

  /// What could not be read, such as `block 3`; empty for the object as such.
  public String part() {
    return part;
  }

  /// Its key or path.
  public String object() {
    return object;
  }

  /// Where in the object, in bytes.
  public long offset() {
    return offset;
  }

  public String expected() {
    return expected;
  }

  public String found() {
    return found;
  }

  @Override
  public String hint() {
    return "the object was changed after it was written, or its disk or transport is faulty; restore"
        + " from another copy, or an earlier commit that does not need it";
  }
}
