package bakelite.restore;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/// What a restore asks of the operating system and Java's files do not give. Whoever restores
/// brings it, so that a restore to a new file works without native code.
public interface OperatingSystem {
  /// One that can do nothing of it.
  OperatingSystem NONE =
      new OperatingSystem() {
        @Override
        public void renameToFreeName(Path from, Path to) {
          throw new UnsupportedOperationException("no rename that never replaces");
        }

        @Override
        public Attempt exclude(Path database) {
          throw new UnsupportedOperationException("nobody looks for those who use a database");
        }
      };

  /// Renames a file unless somebody has the name.
  ///
  /// @throws FileAlreadyExistsException when the name is taken; what has it is not touched
  /// @throws IOException also where the file system cannot promise that
  void renameToFreeName(Path from, Path to) throws IOException;

  /// Keeps all others out of a database.
  Attempt exclude(Path database) throws IOException;

  /// What became of the attempt to have a database alone.
  sealed interface Attempt {
    /// Nobody else gets in before this is closed.
    record Alone(Closeable hold) implements Attempt {}

    /// Somebody has it open.
    ///
    /// @param by who, as a person would look for it
    record InUse(String by) implements Attempt {}
  }
}
