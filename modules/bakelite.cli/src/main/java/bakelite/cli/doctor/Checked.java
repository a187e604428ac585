package bakelite.cli.doctor;

import bakelite.cli.command.ExitCode;
import java.util.Locale;
import java.util.Optional;

/// One line of the doctor.
///
/// @param database the name of the one that was looked at; empty for what holds for all
/// @param check what was looked at, a word or two
/// @param status how it is
/// @param message what was found
/// @param hint what to do about it
/// @param code what the program ends with when this is the first failure
record Checked(
    Optional<String> database,
    String check,
    Status status,
    String message,
    Optional<String> hint,
    ExitCode code) {

  /// How something is.
  enum Status {
    OK,
    WARNING,
    FAILED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Checked ok(Optional<String> database, String check, String message) {
    return new Checked(database, check, Status.OK, message, Optional.empty(), ExitCode.OK);
  }

  static Checked warning(Optional<String> database, String check, String message, String hint) {
    return new Checked(database, check, Status.WARNING, message, Optional.of(hint), ExitCode.OK);
  }

  static Checked failed(
      Optional<String> database, String check, String message, String hint, ExitCode code) {
    return new Checked(database, check, Status.FAILED, message, Optional.of(hint), code);
  }

  boolean hasFailed() {
    return status == Status.FAILED;
  }
}
