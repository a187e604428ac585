package bakelite.backup;

import java.util.Locale;

/// Why a database cannot be backed up to a destination any more without a person. Trouble that may
/// pass by itself is an event, not one of these.
public abstract sealed class BackupException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String hint;

  BackupException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /// What to try, one line.
  public final String hint() {
    return hint;
  }

  /// Another writer owns the replica.
  public static final class Fenced extends BackupException {
    private static final long serialVersionUID = 1L;

    public Fenced(String replica, String writer) {
      super(
          String.format(
              Locale.ROOT,
              "cannot write to %s: expected to be its only writer, found %s",
              replica,
              writer),
          "stop the other writer; then start this one with --take-over, or give it a destination of"
              + " its own");
    }
  }

  /// The replica has lost what was durable in it before.
  public static final class RolledBack extends BackupException {
    private static final long serialVersionUID = 1L;

    public RolledBack(String replica, long expected, long found) {
      super(
          String.format(
              Locale.ROOT,
              "cannot go on with %s: expected commit %,d, which was durable there, found %,d as the newest",
              replica,
              expected,
              found),
          "the store was set back or objects were deleted; run `bakelite verify` on it, and give this"
              + " database a new destination");
    }
  }

  /// The replica cannot be read.
  public static final class DamagedReplica extends BackupException {
    private static final long serialVersionUID = 1L;

    public DamagedReplica(String message, String hint) {
      super(message, hint);
    }
  }

  /// The replica or the local state was written by a newer bakelite.
  public static final class Newer extends BackupException {
    private static final long serialVersionUID = 1L;

    public Newer(String message, String hint) {
      super(message, hint);
    }
  }

  /// Another process has the state folder open.
  public static final class StateInUse extends BackupException {
    private static final long serialVersionUID = 1L;

    public StateInUse(String folder) {
      super(
          String.format(
              Locale.ROOT,
              "cannot use the state folder %s: expected it to be free, found another bakelite using it",
              folder),
          "only one process can protect a database: look for the other one with `ps`, and stop it first");
    }
  }
}
