package bakelite.cli.restore;

import bakelite.restore.OperatingSystem;
import bakelite.sqlite.Exclusion;
import bakelite.sqlite.FreeName;
import bakelite.sqlite.Openers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// The operating system, with native calls, and with SQLite's own locks.
final class SystemFiles implements OperatingSystem {
  private Optional<String> notSeen = Optional.empty();

  @Override
  public void renameToFreeName(Path from, Path to) throws IOException {
    FreeName.take(from, to);
  }

  @Override
  public Attempt exclude(Path database) throws IOException {
    var hold = Exclusion.of(database);
    var openers = Openers.of(database);
    notSeen = openers.notSeen();
    if (hold.isPresent() && openers.processes().isEmpty()) {
      return new Attempt.Alone(hold.get()::close);
    }
    if (hold.isPresent()) {
      hold.get().close();
    }
    return new Attempt.InUse(
        openers.processes().isEmpty()
            ? "SQLite's lock of a process that cannot be seen from here"
            : "it open in process " + String.join(", ", openers.processes()));
  }

  /// A warning: who was not looked at.
  Optional<String> warning() {
    return notSeen.map(whom ->
        "cannot see whether the file is open in "
            + whom
            + "; nobody held a lock of SQLite on it, so nobody was in a transaction");
  }
}
