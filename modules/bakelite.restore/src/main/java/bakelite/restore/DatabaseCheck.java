package bakelite.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// SQLite's own check of a restored file. Whoever restores brings it, so that a restore works where
/// SQLite is not installed.
@FunctionalInterface
public interface DatabaseCheck {
  /// Checks nothing: the digest alone decides.
  DatabaseCheck NONE = file -> new Verdict.Passed();

  /// Checks a file, and leaves nothing beside it.
  Verdict run(Path file) throws IOException;

  /// What a check found.
  sealed interface Verdict {
    /// No fault.
    record Passed() implements Verdict {}

    /// SQLite could not check all of it; the digest has proved the content all the same.
    record NotChecked(String reason) implements Verdict {}

    /// Faults, one a line.
    record Failed(List<String> lines) implements Verdict {}
  }
}
