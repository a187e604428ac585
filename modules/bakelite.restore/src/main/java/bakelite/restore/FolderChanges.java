package bakelite.restore;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The steps in which names change in a folder, each whole or not at all; a test stops the world
/// between any two of them.
class FolderChanges {
  /// Gives a file the name of another one, which is gone then.
  void replace(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Makes a link to a file of the same folder.
  void link(Path link, Path to) throws IOException {
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, to.getFileName());
  }

  void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /// Makes the changes in a folder durable; none of the later ones can overtake them.
  void sync(Path folder) throws IOException {
    try (var open = FileChannel.open(folder, StandardOpenOption.READ)) {
      open.force(true);
    }
  }
}
