package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The local state of a writer is gone with its machine. The next one takes the replica over by its
/// differences, and is killed again and again while it learns what the replica holds, compares, or
/// protects already.
class TakeOverTest {
  private static final int PAGE = 4096;
  private static final int KILLS = 6;
  private static final int POINTS = 4;
  private static final int MEGABYTES = 40;
  private static final int LONGEST_LIFE_MILLIS = 1500;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void aReplicaIsTakenOverByDifferencesHoweverOftenItsNextWriterIsKilled() throws Exception {
    long seed = Long.getLong("bakelite.seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    var problems = new ArrayList<String>();
    var image = Image.in(folder);
    var database = folder.resolve("app.db");
    var grader = new Grader(image, database, problems);
    Writer.create(database, PAGE);
    try (var sql = LibrarySql.open(database)) {
      var commits = new NumberedCommits(sql, random, "PASSIVE");
      sql.ask("CREATE TABLE ballast(b)");
      for (int i = 0; i < MEGABYTES; i++) {
        sql.ask("INSERT INTO ballast VALUES(randomblob(1000000))");
      }
      commit(commits, 20);
      // What it calls protected is enough for the next writer, from that moment on.
      var daemon = image.start(": protecting", "replicate", "app.db", "backups");
      daemon.destroyForcibly().waitFor();
      grader.listed();
      delete(folder.resolve("state"));

      for (int kill = 0; kill < KILLS; kill++) {
        commit(commits, 3);
        daemon = image.launch("replicate", "app.db", "backups", "--take-over");
        daemon.waitFor(300 + random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS);
        daemon.destroyForcibly().waitFor();
      }
      daemon = image.start(": protecting", "replicate", "app.db", "backups", "--take-over");
      commit(commits, 5);
      daemon.destroy();
      assertTrue(daemon.waitFor(60, TimeUnit.SECONDS), image.log());
      assertEquals(0, daemon.exitValue(), image.log());
    }
    grader.exact();
    grader.some(POINTS, random);
    try (var origins = Files.list(folder.resolve("backups/app/b"))) {
      var log = Scoreboard.replay(TakeOverTest.class, seed) + "\n" + image.log();
      assertEquals(1, origins.count(), log);
    }
    assertEquals(List.of(), problems, () -> Scoreboard.replay(TakeOverTest.class, seed));
  }

  private static void commit(NumberedCommits commits, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      commits.commit();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
