package bakelite.restore;

import static java.util.Objects.requireNonNull;

import bakelite.restore.OperatingSystem.Attempt;
import java.io.IOException;
import java.nio.file.Path;

/// Puts a new database in the place of an old one, so that whoever looks at any moment finds the
/// old one with its own files, or the new one without them.
///
/// A database is up to four files, and a rename changes one. Renamed first, the new file would have
/// the old `-wal` beside it, and SQLite would replay that into it; and with the `-wal` gone first,
/// the old file has lost its last commits. But SQLite follows a link and looks for the other files
/// beside what the link leads to. So the step that decides is one rename, of a link:
///
/// ```
/// app.db.restored                      the new file, under a name of its own
/// app.db -> app.db.restored            this rename is the swap; app.db-wal is nobody's now
/// app.db-wal -> app.db-wal.replaced-1  what belonged to the old one is set aside
/// app.db                               the new file takes its name from the link
/// ```
///
/// Killed on the way, the output is a link and a whole database; the next replacement finishes it.
/// Where nothing lies beside the old file, one rename is all. `SwapTest` stops it at every step.
final class Swap {
  private final Path output;
  private final Path folder;
  private final OperatingSystem system;
  private final FolderChanges changes;

  Swap(Path output, OperatingSystem system, FolderChanges changes) {
    this.output = output;
    this.folder = requireNonNull(output.toAbsolutePath().getParent());
    this.system = system;
    this.changes = changes;
  }

  /// Does it; nobody else may have the old database meanwhile.
  Placed run(Path proved) throws IOException {
    var before = Interim.of(output);
    if (before.isEmpty() && OutputRules.companionsOf(output).isEmpty()) {
      changes.replace(proved, output);
      changes.sync(folder);
      return Placed.AS_ASKED;
    }
    var interim = Interim.freeFor(output);
    linkTo(proved, interim);
    var aside = new Aside(changes);
    aside.take(OutputRules.companionsOf(output));
    if (before.isPresent()) {
      aside.take(OutputRules.companionsOf(before.get()));
      changes.delete(before.get());
    }
    changes.sync(folder);
    return takeName(interim, aside);
  }

  private void linkTo(Path proved, Path interim) throws IOException {
    changes.replace(proved, interim);
    var link = output.resolveSibling("." + output.getFileName() + ".link");
    try {
      changes.link(link, interim);
      changes.sync(folder);
      changes.replace(link, output);
    } catch (UnsupportedOperationException | IOException noLinks) {
      changes.delete(link);
      changes.delete(interim);
      var beside = OutputRules.companionsOf(output);
      throw new IOException(
          "cannot replace "
              + output
              + " in one step with "
              + beside
              + " beside it, which takes a symbolic link ("
              + noLinks.getMessage()
              + "); move them away first, once nobody uses the database",
          noLinks);
    }
    changes.sync(folder);
  }

  /// The last step, unless somebody came in through the link: SQLite would go on with a `-wal` of
  /// the other name, and whoever comes later with one of this.
  private Placed takeName(Path interim, Aside aside) throws IOException {
    return switch (system.exclude(interim)) {
      case Attempt.InUse(var _) -> aside.placedBehindLink(interim);
      case Attempt.Alone(var hold) -> {
        try (hold) {
          if (!OutputRules.companionsOf(interim).isEmpty()) {
            yield aside.placedBehindLink(interim);
          }
          changes.replace(interim, output);
        }
        changes.sync(folder);
        yield aside.placed();
      }
    };
  }
}
