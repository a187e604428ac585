package bakelite.daemon;

import bakelite.backup.BackupEvent;
import java.nio.file.Path;
import java.time.Duration;

/// Something about one database of a daemon that a person may care about.
public sealed interface DaemonEvent {
  /// The protection of it tells something.
  record Told(BackupEvent event) implements DaemonEvent {}

  /// There is no file yet, or no more; it is waited for.
  record Missing(Path path) implements DaemonEvent {}

  /// A file that a pattern had found is gone.
  record Gone(Path path) implements DaemonEvent {}

  /// It cannot be protected as it is; tried again.
  record Failed(String problem, String hint, Duration nextTry) implements DaemonEvent {}

  /// It cannot be protected, and is not tried again.
  record GivenUp(String problem, String hint) implements DaemonEvent {}

  /// Commits do not get into the replica, and nothing says why.
  record Stalled(String problem, String hint) implements DaemonEvent {}

  /// They do again.
  record StallOver() implements DaemonEvent {}

  /// What `status` reads cannot be written.
  record NoStatus(String problem) implements DaemonEvent {}

  /// The end: not everything that was captured is in the store.
  record Behind(String problem, String hint) implements DaemonEvent {}
}
