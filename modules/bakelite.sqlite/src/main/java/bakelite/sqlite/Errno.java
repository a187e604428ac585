package bakelite.sqlite;

/// Names of the error numbers that a person may meet here. They are the same on Linux and macOS.
final class Errno {
  static final int PERMITTED = 1;
  static final int NO_ENTRY = 2;
  static final int ACCESS = 13;
  static final int READ_ONLY = 30;

  private Errno() {}

  static String name(int errno) {
    return switch (errno) {
      case PERMITTED -> "operation not permitted";
      case NO_ENTRY -> "no such file";
      case 5 -> "input/output error";
      case 9 -> "bad file descriptor";
      case 12 -> "out of memory";
      case ACCESS -> "permission denied";
      case 21 -> "is a directory";
      case 22 -> "invalid argument";
      case 23 -> "too many open files in the system";
      case 24 -> "too many open files";
      case READ_ONLY -> "read-only file system";
      default -> "error number " + errno;
    };
  }
}
