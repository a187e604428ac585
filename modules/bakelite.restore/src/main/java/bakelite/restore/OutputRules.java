package bakelite.restore;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// Where a restore may put its file.
final class OutputRules {
  private static final List<String> COMPANIONS = List.of("-wal", "-shm", "-journal");

  private OutputRules() {}

  /// Rules for a new file.
  ///
  /// @throws RestoreException.OutputInTheWay when something is there already
  static void check(Path output) throws RestoreException {
    if (Files.exists(output, LinkOption.NOFOLLOW_LINKS)) {
      throw new RestoreException.OutputInTheWay(
          output,
          "no file of this name",
          Files.isDirectory(output) ? "a folder" : "one",
          Files.isDirectory(output)
              ? "name a file in it"
              : "name another file, or replace this one with --force once nobody uses it");
    }
    refuseCompanions(output);
    requireFolder(output);
  }

  /// Refuses what SQLite would replay into a file that it does not belong to.
  static void refuseCompanions(Path output) throws RestoreException {
    for (var companion : companionsOf(output)) {
      throw new RestoreException.OutputInTheWay(
          output,
          "nothing beside it that SQLite would take for a part of it",
          companion.toString(),
          "it belongs to another database: SQLite would replay it into the restored file; move it"
              + " away, name another file, or have it set aside with --force");
    }
  }

  static void requireFolder(Path output) throws RestoreException {
    var folder = output.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new RestoreException.OutputInTheWay(
          output, "a folder to put it in", "none", "create " + folder + " first");
    }
  }

  /// What lies beside a database and is a part of it to SQLite.
  static List<Path> companionsOf(Path database) {
    return COMPANIONS.stream()
        .map(ending -> database.resolveSibling(database.getFileName() + ending))
        .filter(companion -> Files.exists(companion, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }
}
