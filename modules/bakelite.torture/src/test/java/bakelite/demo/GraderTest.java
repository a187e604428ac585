package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What grades the torture tests sees what it is there to see.
class GraderTest {
  private static final int COMMITS = 20;

  @TempDir Path folder;

  @Test
  void aCommitThatIsMissingOneThatNeverWasAndRowsThatWereChangedAreAllSeen() throws Exception {
    var app = folder.resolve("app.db");
    var image = Image.in(folder);
    Writer.create(app, 512);
    try (var sql = LibrarySql.open(app)) {
      var commits = new NumberedCommits(sql, new SplittableRandom(1), "PASSIVE");
      for (int i = 0; i < COMMITS; i++) {
        commits.commit();
      }
      var daemon = image.start(": protecting", "replicate", "app.db", "backups");
      daemon.destroy();
      assertTrue(daemon.waitFor(60, TimeUnit.SECONDS));
      var right = new ArrayList<String>();
      new Grader(image, app, right).exact();
      assertEquals(List.of(), right);

      sql.ask("CREATE TEMP TABLE kept AS SELECT * FROM ledger WHERE n = 3");
      sql.ask("UPDATE ledger SET digest = '0' WHERE n = 3");
      assertProblem(image, app, "commits up to " + COMMITS + " that the application did not make");
      sql.ask("UPDATE ledger SET digest = (SELECT digest FROM kept) WHERE n = 3");

      sql.ask("UPDATE item SET body = zeroblob(1) WHERE id = (SELECT max(id) FROM item)");
      assertProblem(image, app, "the source: commit " + COMMITS + " promises rows of digest ");

      commits.commit();
      assertProblem(image, app, "the latest is not the database");
    }
  }

  private static void assertProblem(Image image, Path app, String expected) throws Exception {
    var problems = new ArrayList<String>();
    new Grader(image, app, problems).exact();
    assertTrue(
        problems.stream().anyMatch(problem -> problem.contains(expected)), problems::toString);
  }
}
