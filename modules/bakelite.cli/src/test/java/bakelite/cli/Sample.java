package bakelite.cli;

import bakelite.cli.command.StopRequest.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A replica that the program itself wrote, once for all tests: `backups/app` of a real database
/// with six commits after the first full copy. Each test takes a copy of its own.
///
/// `unreleased` is the same replica as it was while its writer was at work.
final class Sample {
  private static final int COMMITS = 6;

  private static Path made;

  private Sample() {}

  /// Copies the replica to `backups` in a folder.
  ///
  /// @return the program, started in that folder
  static Machine in(Path folder) throws Exception {
    copy(made().resolve("backups"), folder.resolve("backups"));
    return Machine.in(folder);
  }

  /// Copies the replica that its writer never released to `backups` in a folder.
  static Machine unreleasedIn(Path folder) throws Exception {
    copy(made().resolve("unreleased"), folder.resolve("backups"));
    return Machine.in(folder);
  }

  private static synchronized Path made() throws Exception {
    if (made == null) {
      var folder = Files.createTempDirectory("bakelite-sample-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      make(folder);
      made = folder;
    }
    return made;
  }

  private static void make(Path folder) throws Exception {
    try (var application = Application.start(folder.resolve("app.db"))) {
      application.run("PRAGMA journal_mode = WAL");
      application.run("CREATE TABLE t(a)");
      var machine = Machine.in(folder);
      var running = machine.start("replicate", "app.db", "backups", "--verbose");
      running.says(": protecting ");
      for (int commit = 0; commit < COMMITS; commit++) {
        application.run("INSERT INTO t VALUES(randomblob(3000))");
      }
      // The claim, the full copy and its closing record come before the first of them.
      running.says(" to " + (COMMITS + 2) + " (");
      copy(folder.resolve("backups"), folder.resolve("unreleased"));
      running.stopped(Reason.TERMINATE).ends(0);
    }
  }

  /// Copies a folder with all that is in it.
  static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  /// Deletes a folder with all that is in it.
  static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
