package bakelite.cli.command;

/// What the process ends with. Numbers and names are a contract with scripts: they only get added.
public enum ExitCode implements Ending {
  OK(0, "ok"),
  /// It would not restore, differs, or is not protected right now.
  NOT_PROVED(1, "not proved"),
  /// Wrong arguments or configuration, an output that exists.
  USAGE(2, "usage"),
  /// No such database, replica or restore point.
  NOT_FOUND(3, "not found"),
  /// The store is unreachable, denied, out of space or misconfigured.
  STORAGE(4, "storage"),
  /// The source is missing, locked out, not in WAL mode or damaged.
  DATABASE(5, "database"),
  /// The replica needs a newer bakelite.
  NEWER_FORMAT(6, "newer format"),
  /// Another writer owns the replica.
  FENCED(7, "fenced"),
  /// The encryption key is missing or wrong.
  KEY(8, "key"),
  /// Output, state or temporary files cannot be written.
  LOCAL_DISK(9, "local disk"),
  /// An object of the replica is missing, altered or out of order.
  DAMAGED_REPLICA(10, "damaged replica"),
  /// A defect of ours.
  INTERNAL_ERROR(70, "internal error"),
  /// SIGINT.
  INTERRUPTED(130, "interrupted"),
  /// SIGTERM.
  TERMINATED(143, "interrupted");

  private final int status;
  private final String words;

  ExitCode(int status, String words) {
    this.status = status;
    this.words = words;
  }

  @Override
  public int status() {
    return status;
  }

  /// The name that documentation and JSON use, such as `not found`.
  public String words() {
    return words;
  }
}
