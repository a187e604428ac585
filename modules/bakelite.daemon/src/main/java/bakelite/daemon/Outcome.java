package bakelite.daemon;

import bakelite.backup.BackupException;
import bakelite.sqlite.DatabaseException;
import java.util.List;

/// How a daemon ended.
///
/// @param databases each that it had, in the order of the roster
public record Outcome(List<Ended> databases) {
  public Outcome {
    databases = List.copyOf(databases);
  }

  /// How the protection of one database ended.
  public record Ended(String name, Ending ending) {
    /// Whether another writer owns the replica.
    public boolean isFenced() {
      return ending instanceof Ending.Failed(var cause) && cause instanceof BackupException.Fenced;
    }

    /// Whether another process has its local state, and protects it.
    public boolean isStateInUse() {
      return ending instanceof Ending.Failed(var cause)
          && cause instanceof BackupException.StateInUse;
    }

    /// Whether there was no file to protect.
    public boolean isMissing() {
      return ending instanceof Ending.Failed(var cause)
          && cause instanceof DatabaseException.Missing;
    }

    /// Whether nothing that was captured waits, and nothing stood in the way of capturing.
    public boolean isDurable() {
      return ending instanceof Ending.Durable;
    }
  }

  /// Whether there are databases, and every one of them is fenced.
  public boolean isFenced() {
    return !databases.isEmpty() && databases.stream().allMatch(Ended::isFenced);
  }

  /// Whether there are databases, and another process has the local state of every one.
  public boolean isStateInUse() {
    return !databases.isEmpty() && databases.stream().allMatch(Ended::isStateInUse);
  }
}
