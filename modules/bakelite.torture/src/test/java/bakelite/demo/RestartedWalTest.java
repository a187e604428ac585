package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bakelite.demo.Writer.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// While the daemon is down nobody holds the WAL: under SQLite's default autocheckpoint an
/// application starts it over, and frames of the generation before stay behind the newest commit.
/// After two such restarts frames that the daemon knows can lie where it left them.
class RestartedWalTest {
  private static final int WAL_HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int PAGE = 4096;
  private static final int POINTS = 2;
  private static final int TRIES = 3;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @AfterAll
  static void asManyWereTriedAsPromised() {
    if (Kind.here().contains(Kind.PYTHON)) {
      Scoreboard.reaches("D3", TRIES);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, KILL", "2, KILL", "2, TERM"})
  void nothingIsLostWhenTheWalWasRestartedWhileTheDaemonWasDown(int restarts, String signal)
      throws Exception {
    assumeTrue(Kind.here().contains(Kind.PYTHON), "no python3 with sqlite3");
    long seed = Long.getLong("bakelite.seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    var problems = new ArrayList<String>();
    var image = Image.in(folder);
    var grader = new Grader(image, folder.resolve("app.db"), problems);
    Writer.create(folder.resolve("app.db"), PAGE);
    try (var sql = ProcessSql.python(folder.resolve("app.db"))) {
      var commits = new NumberedCommits(sql, random, "PASSIVE");
      commit(commits, 20);
      var daemon = image.start(": protecting", "replicate", "app.db", "backups");
      commit(commits, 20);
      grader.listed();
      Image.signal(signal, daemon);
      assertTrue(daemon.waitFor(60, TimeUnit.SECONDS), image.log());

      for (int generation = generation(); generation() < generation + restarts; ) {
        commit(commits, 1);
      }
      commit(commits, 3);
      assertOldTail();

      daemon = image.start(": protecting", "replicate", "app.db", "backups");
      commit(commits, 5);
      daemon.destroy();
      assertTrue(daemon.waitFor(60, TimeUnit.SECONDS), image.log());
      assertEquals(0, daemon.exitValue(), image.log());
    }
    grader.exact();
    grader.some(POINTS, random);
    Scoreboard.tell("D3", 1, problems.isEmpty() ? 0 : 1, seed);
    assertEquals(List.of(), problems, () -> Scoreboard.replay(RestartedWalTest.class, seed));
  }

  private static void commit(NumberedCommits commits, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      commits.commit();
    }
  }

  /// Salt 1, which each restart of the WAL makes greater by one.
  private int generation() throws IOException {
    return integer(16);
  }

  /// The test is about frames of another generation behind the last one that is valid.
  private void assertOldTail() throws IOException {
    try (var wal = FileChannel.open(folder.resolve("app.db-wal"))) {
      long frames = (wal.size() - WAL_HEADER) / (FRAME_HEADER + PAGE);
      long last = WAL_HEADER + (frames - 1) * (FRAME_HEADER + PAGE);
      assertNotEquals(generation(), integer(last + 8));
    }
  }

  private int integer(long at) throws IOException {
    try (var wal = FileChannel.open(folder.resolve("app.db-wal"))) {
      var bytes = ByteBuffer.allocate(Integer.BYTES);
      wal.read(bytes, at);
      return bytes.flip().getInt();
    }
  }
}
