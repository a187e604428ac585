package bakelite.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Files that belonged to a database that is replaced, under names that no SQLite looks for:
/// `app.db-wal.replaced-1`.
final class Aside {
  private static final String ENDING = ".replaced-";

  private final FolderChanges changes;
  private final List<Path> names = new ArrayList<>();

  Aside(FolderChanges changes) {
    this.changes = changes;
  }

  void take(List<Path> files) throws IOException {
    for (var file : files) {
      var name = freeName(file);
      changes.replace(file, name);
      names.add(name);
    }
  }

  private static Path freeName(Path file) {
    int number = 1;
    while (true) {
      var name = file.resolveSibling(file.getFileName() + ENDING + number);
      if (!Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
        return name;
      }
      number++;
    }
  }

  Placed placed() {
    return new Placed(names, Optional.empty());
  }

  Placed placedBehindLink(Path file) {
    return new Placed(names, Optional.of(file));
  }
}
