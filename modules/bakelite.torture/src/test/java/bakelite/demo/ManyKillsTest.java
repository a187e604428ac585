package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bakelite.demo.Writer.Kind;
import bakelite.demo.Writer.Manners;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// The linked daemon, killed with SIGKILL at random moments under applications of several SQLite
/// versions, page sizes and habits, which are killed as well.
///
/// Every restore is graded, after each kill and after the clean stop at the end: whole by SQLite's
/// own check, commits without a gap, rows of the digest that the newest of them promises, nothing
/// that was listed as durable missing, and no index of an older commit than an index before it.
class ManyKillsTest {
  /// At least so many kills of the daemon, all runs together.
  private static final int KILLS = 20;

  private static final int LANES = 2;

  /// Each page size, mode of checkpoints and kind of application at least once, alone and in pairs.
  private static final List<KillRun.Application> RUNS =
      List.of(
          run(4096, new Manners("FULL", "0", "NORMAL"), Kind.JAVA, Kind.PYTHON),
          run(512, new Manners("PASSIVE", Writer.DEFAULT, "NORMAL"), Kind.PYTHON),
          run(65_536, new Manners("RESTART", Writer.DEFAULT, "FULL"), Kind.PYTHON),
          run(4096, new Manners("TRUNCATE", Writer.DEFAULT, "NORMAL"), Kind.PYTHON, Kind.SHELL),
          run(512, new Manners("TRUNCATE", "0", "FULL"), Kind.SHELL));

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void everyCommitThatWasDurableComesBackExactlyAfterManyKills() throws Exception {
    long seed = Long.getLong("bakelite.seed", System.nanoTime());
    var here = Kind.here();
    var problems = new ArrayList<String>();
    try (var lanes = Executors.newFixedThreadPool(LANES)) {
      var runs = new ArrayList<Callable<List<String>>>();
      for (int i = 0; i < RUNS.size(); i++) {
        long ownSeed = seed + i;
        var place = Files.createDirectory(folder.resolve("run-" + i));
        var application = RUNS.get(i).of(here);
        runs.add(() -> killed(application, place, ownSeed, seed));
      }
      for (var run : lanes.invokeAll(runs)) {
        try {
          problems.addAll(run.get());
        } catch (ExecutionException broken) {
          Scoreboard.tell("C2", 1, 1, seed);
          problems.add(String.valueOf(broken.getCause()));
        }
      }
    }
    assertEquals(List.of(), problems, () -> Scoreboard.replay(ManyKillsTest.class, seed));
    Scoreboard.reaches("C2", KILLS);
  }

  private static List<String> killed(
      KillRun.Application application, Path place, long ownSeed, long seed) throws Exception {
    int kills = (KILLS + RUNS.size() - 1) / RUNS.size();
    try (var run = new KillRun(application, place, ownSeed)) {
      int failed = run.kills(kills);
      var problems = run.end();
      Scoreboard.tell("C2", kills, problems.isEmpty() ? 0 : Math.max(1, failed), seed);
      return problems;
    }
  }

  private static KillRun.Application run(int pageSize, Manners manners, Kind... kinds) {
    return new KillRun.Application(pageSize, manners, List.of(kinds));
  }
}
