package bakelite.cli.config;

import java.util.Optional;

/// A value that its key cannot have.
public final class WrongValue extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Optional<String> meant;

  /// @param expected what can stand there
  WrongValue(String expected) {
    this(expected, Optional.empty());
  }

  /// @param meant what was probably meant, as it would be written
  WrongValue(String expected, Optional<String> meant) {
    super(expected);
    this.meant = meant;
  }

  /// What is wrong, with what stands there.
  public String found(String shown) {
    var found = shown.isEmpty() ? "nothing" : "'" + shown + "'";
    return "expected "
        + getMessage()
        + ", found "
        + found
        + meant.map(text -> " (did you mean " + text + "?)").orElse("");
  }
}
