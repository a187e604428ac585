package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// An older copy, say, is put in the place of the database under the running daemon.
class ReplacedDatabaseTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void anotherDatabaseUnderTheSameNameIsProtectedAndTheOldOneStaysRestorable() throws Exception {
    long seed = Long.getLong("bakelite.seed", System.nanoTime());
    var problems = new ArrayList<String>();
    var image = Image.in(folder);
    var app = folder.resolve("app.db");
    var old = folder.resolve("old.db");
    var other = folder.resolve("other.db");
    write(app, 4096, 40, seed);
    write(other, 1024, 60, seed + 1);

    var daemon = image.start(": protecting", "replicate", "app.db", "backups");
    write(app, 4096, 20, seed + 2);
    var before = new Grader(image, app, problems);
    var listed = awaitCommits(before, 5);
    try (var sql = LibrarySql.open(app)) {
      sql.ask("VACUUM INTO '" + old + "'");
    }
    Files.delete(folder.resolve("app.db-wal"));
    Files.delete(folder.resolve("app.db-shm"));
    Files.move(other, app, StandardCopyOption.ATOMIC_MOVE);
    write(app, 1024, 20, seed + 3);

    image.await(daemon, "cannot go on commit by commit");
    awaitProtectedAgain(image, daemon);
    write(app, 1024, 20, seed + 4);
    daemon.destroy();
    assertTrue(daemon.waitFor(60, TimeUnit.SECONDS), image.log());
    assertEquals(0, daemon.exitValue(), image.log());

    new Grader(image, app, problems).exact();
    var earlier = new Grader(image, old, problems);
    earlier.at(listed.getFirst());
    earlier.at(listed.getLast());
    Scoreboard.tell("D3", 1, problems.isEmpty() ? 0 : 1, seed);
    assertEquals(List.of(), problems, () -> Scoreboard.replay(ReplacedDatabaseTest.class, seed));
  }

  private static void write(Path database, int pageSize, int commits, long seed) throws Exception {
    if (!Files.exists(database)) {
      Writer.create(database, pageSize);
    }
    try (var sql = LibrarySql.open(database)) {
      sql.ask("PRAGMA busy_timeout = 10000");
      var writer = new NumberedCommits(sql, new SplittableRandom(seed), "PASSIVE");
      for (int i = 0; i < commits; i++) {
        writer.commit();
      }
    }
  }

  private static List<Long> awaitCommits(Grader grader, int count) throws Exception {
    var listed = grader.listed();
    for (int look = 0; listed.size() < count && look < 60; look++) {
      listed = grader.listed();
    }
    assertTrue(listed.size() >= count, listed::toString);
    return listed;
  }

  private static void awaitProtectedAgain(Image image, Process daemon) throws Exception {
    for (int look = 0; count(image.log()) < 2 && look < 6000; look++) {
      assertTrue(daemon.isAlive(), image.log());
      daemon.waitFor(10, TimeUnit.MILLISECONDS);
    }
    assertEquals(2, count(image.log()), image.log());
  }

  private static long count(String log) {
    return log.lines().filter(line -> line.contains(": protecting")).count();
  }
}
