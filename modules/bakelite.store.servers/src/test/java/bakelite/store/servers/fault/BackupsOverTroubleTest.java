package bakelite.store.servers.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.Target;
import bakelite.restore.DatabaseCheck;
import bakelite.restore.RestoreProgress;
import bakelite.restore.Restorer;
import bakelite.restore.Verifier;
import bakelite.store.s3.S3Clients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole backups and restores, with the provider of S3 in between, over a server that fails.
final class BackupsOverTroubleTest {
  /// How many seeds there are, and the first; one alone is replayed by `-Dbakelite.test.seed=17
  /// -Dbakelite.test.seeds=1`.
  private static final long FIRST = Long.getLong("bakelite.test.seed", 0);

  private static final int SEEDS = Integer.getInteger("bakelite.test.seeds", 20);

  /// One of so many requests of a backup is spoilt.
  private static final int ONE_OF = 5;

  /// And of a restore, which asks some thirty times and ends at the first trouble.
  private static final int ONE_OF_A_RESTORE = 15;

  private static final int MOST_RESTORES = 200;

  /// How long the client waits for an answer; a stall costs as much.
  private static final Duration PATIENCE = Duration.ofMillis(250);

  @TempDir Path folder;
  private final Map<Mischief, Integer> done = new EnumMap<>(Mischief.class);
  private int refusedStarts;
  private int refusedRestores;

  @Test
  void everyBackupIsWholeAndEveryRestoreIsExactOrRefused() throws Exception {
    var database = folder.resolve("app.db");
    try (var application = Application.start(database)) {
      application.run("PRAGMA journal_mode = WAL");
      application.run("CREATE TABLE t(a INTEGER PRIMARY KEY, b BLOB)");
      // Enough for shards that are read in parts; what is small is read whole.
      application.run("CREATE TABLE large AS SELECT randomblob(4000000) AS b");
      for (var seed = FIRST; seed < FIRST + SEEDS; seed++) {
        try {
          run(application, database, seed);
        } catch (AssertionError | Exception failed) {
          throw new AssertionError(
              "seed " + seed + ", replay: -Dbakelite.test.seed=" + seed, failed);
        }
      }
    }
    System.out.printf(
        "faults %s; %d starts and %d restores refused%n", done, refusedStarts, refusedRestores);
    if (SEEDS >= 20) {
      assertEquals(Mischief.values().length, done.size(), "every fault was met: " + done);
      assertTrue(refusedRestores > 0, "some restore was refused");
    }
  }

  private void run(Application application, Path database, long seed) throws Exception {
    try (var server = new FaultServer(new Bucket(false));
        var store =
            S3Clients.impatient(
                Map.of(
                    "endpoint",
                    server.endpoint(),
                    "bucket",
                    "bakelite-test",
                    "prefix",
                    "some/prefix",
                    "access_key",
                    "anybody",
                    "secret_key",
                    "nothing"),
                PATIENCE)) {
      server.follows(MischiefPlan.seeded(new Random(seed), ONE_OF));
      var replica = new Replica(store, "app/");
      backUp(application, database, replica, seed);
      var expected = folder.resolve("expected-" + seed + ".db");
      application.run("VACUUM INTO '" + expected + "'");
      // By chance it is seldom met: few of a restore's requests are of a range.
      server.follows(MischiefPlan.scripted(Mischief.WHOLE_FOR_RANGE));
      restore(replica, rows(expected));
      server.follows(MischiefPlan.seeded(new Random(~seed), ONE_OF_A_RESTORE));
      restore(replica, rows(expected));
      server.settle();
      server.follows(MischiefPlan.none());
      assertEquals(List.of(), new Verifier(replica).verify().problems(), "of verify");
      server.done().forEach((fault, count) -> done.merge(fault, count, Integer::sum));
    }
  }

  /// A first copy, some commits, and after a stop in good order a second life.
  private void backUp(Application application, Path database, Replica replica, long seed)
      throws Exception {
    for (var life = 0; life < 2; life++) {
      var state = folder.resolve("state-" + seed);
      try (var backup = new BackupRun(database, state, replica, seed)) {
        for (var commit = 0; commit < 2; commit++) {
          application.run("INSERT INTO t(b) VALUES (randomblob(" + (commit * 9_000 + 10) + "))");
          application.run("DELETE FROM t WHERE a < (SELECT max(a) FROM t) - 40");
          backup.settle();
        }
        backup.finish();
        refusedStarts += backup.refusedStarts();
        for (var trouble : backup.troubles()) {
          assertFalse(trouble.hint().isBlank(), () -> "a hint of " + trouble);
          assertTrue(String.valueOf(trouble.getMessage()).contains("cannot "), trouble::toString);
        }
      }
    }
  }

  private void restore(Replica replica, List<String> expected) throws Exception {
    var place = Files.createTempDirectory(folder, "restored");
    var output = place.resolve("out.db");
    for (var tries = 0; tries < MOST_RESTORES; tries++) {
      try {
        new Restorer(replica, DatabaseCheck.NONE, RestoreProgress.NONE)
            .restore(new Target.Latest(), output);
        assertEquals(expected, rows(output));
        return;
      } catch (ReplicaException refused) {
        refusedRestores++;
        assertFalse(refused.hint().isBlank(), () -> "a hint of " + refused);
        assertHoldsNothing(place);
      }
    }
    throw new AssertionError("no restore in " + MOST_RESTORES + " tries");
  }

  private static void assertHoldsNothing(Path place) throws IOException {
    try (var files = Files.list(place)) {
      assertEquals(List.of(), files.toList());
    }
  }

  private static List<String> rows(Path database) throws SQLException {
    var rows = new ArrayList<String>();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var statement = connection.createStatement()) {
      try (var check = statement.executeQuery("PRAGMA integrity_check")) {
        assertEquals("ok", check.getString(1));
      }
      try (var all = statement.executeQuery("SELECT a, hex(b) FROM t ORDER BY a")) {
        while (all.next()) {
          rows.add(all.getLong(1) + " " + all.getString(2));
        }
      }
    }
    return rows;
  }
}
