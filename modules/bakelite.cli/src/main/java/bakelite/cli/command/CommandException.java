package bakelite.cli.command;

import org.jspecify.annotations.Nullable;

/// Why a command could not do what it was asked, in the words of the two lines that a person reads:
/// `cannot <verb> <object>: expected <x>, found <y>`, and what to try.
public final class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;
  private final String hint;

  public CommandException(ExitCode code, String message, String hint) {
    this(code, message, hint, null);
  }

  public CommandException(ExitCode code, String message, String hint, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.hint = hint;
  }

  public ExitCode code() {
    return code;
  }

  /// What to try, one line.
  public String hint() {
    return hint;
  }
}
