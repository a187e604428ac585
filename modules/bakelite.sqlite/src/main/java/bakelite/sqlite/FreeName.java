package bakelite.sqlite;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/// Gives a file a name that nobody has, in one step of the kernel: what Java's own files can do
/// only with a hard link, which not every file system has.
public final class FreeName {
  private FreeName() {}

  /// Renames a file.
  ///
  /// @throws FileAlreadyExistsException when the name is taken; what has it is not touched
  /// @throws FileSystemException also where kernel or file system cannot promise that
  public static void take(Path from, Path to) throws IOException {
    try {
      Posix.renameIfFree(from.toString(), to.toString());
    } catch (Posix.Refused refused) {
      if (refused.errno() == Errno.EXISTS) {
        throw (IOException) new FileAlreadyExistsException(to.toString()).initCause(refused);
      }
      throw (IOException)
          new FileSystemException(from.toString(), to.toString(), refused.getMessage())
              .initCause(refused);
    }
  }
}
