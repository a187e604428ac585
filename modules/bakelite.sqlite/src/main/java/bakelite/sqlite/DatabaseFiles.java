package bakelite.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The three files of a live database, by device and inode.
///
/// Its text form, three ids joined by commas, is what a cursor keeps to know its database again.
public record DatabaseFiles(FileId database, FileId wal, FileId shm) {
  /// The `-wal` of a database.
  public static Path walOf(Path database) {
    return beside(database, "-wal");
  }

  /// The `-shm` of a database.
  public static Path shmOf(Path database) {
    return beside(database, "-shm");
  }

  static Path lockOf(Path database) {
    return beside(database, ".lock");
  }

  static Path journalOf(Path database) {
    return beside(database, "-journal");
  }

  /// What the path names now; nothing is opened.
  ///
  /// @return empty when one of the three is not there
  static Optional<DatabaseFiles> at(Path path) throws IOException {
    var database = FileId.at(path);
    var wal = FileId.at(walOf(path));
    var shm = FileId.at(shmOf(path));
    return database.isPresent() && wal.isPresent() && shm.isPresent()
        ? Optional.of(new DatabaseFiles(database.get(), wal.get(), shm.get()))
        : Optional.empty();
  }

  /// Names the first of the three at `path` that is not the one here.
  ///
  /// @return empty when all are the same
  Optional<String> differenceAt(Path path) throws IOException {
    for (var each :
        List.of(
            new Named("database", path, database),
            new Named("-wal", walOf(path), wal),
            new Named("-shm", shmOf(path), shm))) {
      var found = FileId.at(each.path);
      if (found.isEmpty()) {
        return Optional.of("the " + each.name + " is gone: expected inode " + each.id.inode());
      }
      if (!found.get().equals(each.id)) {
        return Optional.of(
            "the "
                + each.name
                + " was replaced: expected inode "
                + each.id.inode()
                + ", found "
                + found.get().inode());
      }
    }
    return Optional.empty();
  }

  private record Named(String name, Path path, FileId id) {}

  /// Reads what [#toString] wrote.
  ///
  /// @throws IllegalArgumentException when `text` is of another form
  public static DatabaseFiles parse(String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "cannot read the files of a database: expected 3 ids, found " + text);
    }
    return new DatabaseFiles(
        FileId.parse(parts[0]), FileId.parse(parts[1]), FileId.parse(parts[2]));
  }

  private static Path beside(Path database, String ending) {
    Path name = database.getFileName();
    return database.resolveSibling((name == null ? "" : name.toString()) + ending);
  }

  @Override
  public String toString() {
    return database + "," + wal + "," + shm;
  }
}
