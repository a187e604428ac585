package bakelite.sqlite;

/// Names of the error numbers that a person may meet here, as Linux counts them; those that have a
/// name and no constant are the same on macOS.
final class Errno {
  static final int PERMITTED = 1;
  static final int NO_ENTRY = 2;
  static final int TRY_AGAIN = 11;
  static final int ACCESS = 13;
  static final int EXISTS = 17;
  static final int INVALID = 22;
  static final int NO_CALL = 38;
  static final int READ_ONLY = 30;

  private Errno() {}

  static String name(int errno) {
    return switch (errno) {
      case PERMITTED -> "operation not permitted";
      case NO_ENTRY -> "no such file";
      case 5 -> "input/output error";
      case 9 -> "bad file descriptor";
      case TRY_AGAIN -> "resource temporarily unavailable";
      case 12 -> "out of memory";
      case ACCESS -> "permission denied";
      case EXISTS -> "the file exists";
      case 21 -> "is a directory";
      case INVALID -> "invalid argument";
      case 23 -> "too many open files in the system";
      case 24 -> "too many open files";
      case NO_CALL -> "the system has no such call";
      case READ_ONLY -> "read-only file system";
      default -> "error number " + errno;
    };
  }
}
