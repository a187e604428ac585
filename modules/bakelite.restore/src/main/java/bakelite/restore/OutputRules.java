package bakelite.restore;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// Where a restore may put its file.
final class OutputRules {
  private static final List<String> COMPANIONS = List.of("-wal", "-shm", "-journal");

  private OutputRules() {}

  /// @throws RestoreException.OutputInTheWay when something is there already
  static void check(Path output) throws RestoreException {
    if (Files.exists(output, LinkOption.NOFOLLOW_LINKS)) {
      throw new RestoreException.OutputInTheWay(
          output,
          "no file of this name",
          Files.isDirectory(output) ? "a folder" : "one",
          "name another file; bakelite never overwrites a database");
    }
    for (var ending : COMPANIONS) {
      var companion = output.resolveSibling(output.getFileName() + ending);
      if (Files.exists(companion, LinkOption.NOFOLLOW_LINKS)) {
        throw new RestoreException.OutputInTheWay(
            output,
            "nothing beside it that SQLite would take for a part of it",
            companion.toString(),
            "it belongs to another database: SQLite would replay it into the restored file; move it"
                + " away, or name another file");
      }
    }
    var folder = output.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new RestoreException.OutputInTheWay(
          output, "a folder to put it in", "none", "create " + folder + " first");
    }
  }
}
