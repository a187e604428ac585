package bakelite.restore;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// An operating system on which nobody uses a database but those that a test names.
final class Alone implements OperatingSystem {
  final Set<String> inUse = new HashSet<>();
  final Set<String> held = new HashSet<>();

  @Override
  public void renameToFreeName(Path from, Path to) throws IOException {
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(to.toString());
    }
    Files.move(from, to);
  }

  @Override
  public Attempt exclude(Path database) {
    var name = database.getFileName().toString();
    if (inUse.contains(name)) {
      return new Attempt.InUse("4711 (app)");
    }
    held.add(name);
    return new Attempt.Alone(() -> held.remove(name));
  }
}
