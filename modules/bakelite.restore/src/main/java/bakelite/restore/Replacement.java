package bakelite.restore;

import bakelite.restore.OperatingSystem.Attempt;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/// A file in the place of another one, whose owner, group and mode it takes on. SQLite follows
/// links to a database, so they are followed here.
final class Replacement implements Placement {
  private final Path target;
  private final OperatingSystem system;
  private final FolderChanges changes;

  private Replacement(Path target, OperatingSystem system, FolderChanges changes) {
    this.target = target;
    this.system = system;
    this.changes = changes;
  }

  static Replacement of(Path output, OperatingSystem system, FolderChanges changes)
      throws IOException {
    var absolute = output.toAbsolutePath();
    // A link of our own is what a replacement left that was killed: it is finished by the next.
    boolean follow = Files.isRegularFile(absolute) && Interim.of(absolute).isEmpty();
    return new Replacement(follow ? absolute.toRealPath() : absolute, system, changes);
  }

  @Override
  public Path target() {
    return target;
  }

  @Override
  public void check() throws RestoreException, IOException {
    OutputRules.requireFolder(target);
    if (isThere()) {
      if (!Files.isRegularFile(target)) {
        throw new RestoreException.OutputInTheWay(
            target,
            "a file that may be replaced",
            Files.isDirectory(target) ? "a folder" : "no regular file",
            "name the database file itself");
      }
      alone(target).close();
    }
  }

  @Override
  public void prepare(TemporaryDatabase file) throws IOException {
    if (isThere()) {
      FileRights.of(target).giveOwnersTo(file.path());
    }
  }

  @Override
  public Placed place(TemporaryDatabase file) throws IOException, RestoreException {
    if (isThere()) {
      try (var _ = alone(target)) {
        FileRights.of(target).giveAllTo(file.path());
        return new Swap(target, system, changes).run(file.path());
      }
    }
    // Nothing to be whole until the new file is there, so what lies around can go first.
    var aside = new Aside(changes);
    aside.take(OutputRules.companionsOf(target));
    changes.sync(file.folder());
    file.moveTo(target, system);
    return aside.placed();
  }

  private boolean isThere() {
    return Files.exists(target, LinkOption.NOFOLLOW_LINKS);
  }

  private Closeable alone(Path database) throws IOException, RestoreException {
    return switch (system.exclude(database)) {
      case Attempt.Alone(var hold) -> hold;
      case Attempt.InUse(var by) ->
          throw new RestoreException.OutputInTheWay(
              database,
              "a database that nobody uses",
              by,
              "stop what uses it, bakelite too, and run this again; or name another file");
    };
  }
}
