package bakelite.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.StoreException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// The write journey against a real SQLite that another process drives (Python's, where it is
/// there), stepped by hand.
class BackupSessionTest extends WriteJourney {
  @Test
  void everyCommitOfAnotherProcessBecomesARestorePointWithItsExactContent() throws Exception {
    try (var application = Application.start(database())) {
      application.run("PRAGMA journal_mode = WAL");
      application.run("CREATE TABLE t(a INTEGER PRIMARY KEY, b BLOB)");
      application.run(rows(50, 900));
      try (var writer = begin()) {
        writer.settle();
        for (int i = 0; i < 20; i++) {
          application.run(
              "UPDATE t SET b = randomblob(%d) WHERE a %% 7 = %d".formatted(100 * i, i % 7));
          writer.settle();
        }
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    var copy = new CopyReader(replica()).read();
    var last = copy.records().get(copy.records().size() - 2);
    assertArrayEquals(Files.readAllBytes(database()), copy.database(last.index()));
    assertTrue(copy.states().size() >= 21, "restore points: " + copy.states().size());
    assertEquals(1, origins(copy));
  }

  @Test
  void aRestartGoesOnWithoutACopyWhereTheWalGoesOn() throws Exception {
    try (var application = table()) {
      try (var writer = begin()) {
        writer.settle();
        application.run(rows(20, 300));
        writer.settle();
      }
      application.run(rows(5, 3000));
      try (var writer = begin()) {
        writer.settle();
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    var copy = new CopyReader(replica()).read();
    assertLatestIsTheDatabase(copy);
    assertEquals(1, origins(copy));
    assertEquals(0, resyncs(copy));
  }

  @Test
  void aWalThatWasRestartedWhileNobodyWatchedLosesNothing() throws Exception {
    try (var application = table()) {
      application.run(rows(400, 800));
      try (var writer = begin()) {
        writer.settle();
        application.run("UPDATE t SET b = randomblob(700) WHERE a < 30");
        writer.settle();
      }
      for (int restart = 0; restart < 2; restart++) {
        // Another generation each time, with the tail of the one before behind its end.
        application.run("PRAGMA wal_checkpoint(RESTART)");
        application.run("UPDATE t SET b = randomblob(800) WHERE a % 50 = " + restart);
      }
      application.run("DELETE FROM t WHERE a BETWEEN 100 AND 110");
      try (var writer = begin()) {
        writer.settle();
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    var copy = new CopyReader(replica()).read();
    assertLatestIsTheDatabase(copy);
    assertEquals(1, origins(copy));
    assertTrue(resyncs(copy) >= 1);
    var finished = events.stream().filter(BackupEvent.ResyncFinished.class::isInstance).toList();
    var resync = (BackupEvent.ResyncFinished) finished.getFirst();
    assertTrue(resync.pagesShipped() < resync.pages() / 2, resync.toString());
  }

  @Test
  void pagesThatCameBackAsTheyWereAreInAResyncThatHadToBeginAgain() throws Exception {
    var same = "CREATE TABLE u AS SELECT hex(zeroblob(4000)) AS c FROM t LIMIT 40";
    try (var application = table()) {
      application.run(rows(60, 900));
      application.run("VACUUM");
      try (var writer = begin()) {
        writer.settle();
        application.run(same);
        writer.settle();
        application.run("DROP TABLE u");
        application.run("VACUUM");
        writer.settle();
      }
      for (int kill = 0; kill < 2; kill++) {
        application.run("PRAGMA wal_checkpoint(TRUNCATE)");
        if (kill == 0) {
          application.run(same);
        }
        application.run("UPDATE t SET b = randomblob(900) WHERE a = " + (5 + kill));
        application.run("PRAGMA wal_checkpoint(TRUNCATE)");
        // Killed as soon as the resync has begun.
        begin().close();
      }
      try (var writer = begin()) {
        writer.settle();
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    var copy = new CopyReader(replica()).read();
    assertLatestIsTheDatabase(copy);
    assertEquals(1, origins(copy));
    assertTrue(resyncs(copy) >= 2);
  }

  @Test
  void commitsThatComeDuringACopyAreInIt() throws Exception {
    try (var application = table()) {
      // Three cells and a tail, and a commit between any two steps.
      application.run(rows(60, 1_000_000));
      try (var writer = begin()) {
        int step = 0;
        while (!writer.isSettled()) {
          if (step++ % 3 == 0 && step < 60) {
            application.run("UPDATE t SET b = randomblob(5000) WHERE a = " + (1 + step));
          }
          writer.step();
        }
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    var copy = new CopyReader(replica()).read();
    assertLatestIsTheDatabase(copy);
    assertTrue(replica().list().shards().size() > 3);
  }

  @Test
  void aDatabaseThatShrinksAndGrowsIsFollowedPageByPage() throws Exception {
    try (var application = table();
        var writer = begin()) {
      writer.settle();
      for (int round = 0; round < 3; round++) {
        application.run(rows(300, 2000));
        writer.settle();
        application.run("DELETE FROM t WHERE a % 3 != 0");
        application.run("VACUUM");
        writer.settle();
      }
      writer.finish();
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    assertLatestIsTheDatabase(new CopyReader(replica()).read());
  }

  @Test
  void aSecondWriterIsToldWhoTheFirstOneIs() throws Exception {
    try (var application = table()) {
      try (var writer = begin()) {
        writer.settle();
        application.run(rows(1, 10));
        writer.settle();
      }

      var refused =
          assertThrows(
              BackupException.Fenced.class, () -> begin("other", BackupSettings.TakeOver.RELEASED));
      assertTrue(refused.getMessage().contains("process 1 on here"), refused.getMessage());
    }
  }

  @Test
  void aFrozenWriterThatWakesUpAfterATakeoverChangesNothing() throws Exception {
    var clone = folder.resolve("clone.db");
    try (var application = table();
        var sleeper = begin()) {
      sleeper.settle();
      application.run("VACUUM INTO '" + clone + "'");
      try (var other = Application.start(clone)) {
        other.run("PRAGMA journal_mode = WAL");
        other.run(rows(2, 20));
        try (var successor = begin(clone, "other", BackupSettings.TakeOver.ALWAYS)) {
          successor.settle();
          int before = replica().list().changeSets().size();
          application.run(rows(1, 10));
          assertTrue(sleeper.isFencedWhenItGoesOn());
          assertEquals(before, replica().list().changeSets().size());
          other.run(rows(7, 70));
          successor.settle();
          successor.finish();
        }
        other.run("PRAGMA wal_checkpoint(TRUNCATE)");
      }
    }
    assertLatestIs(clone, new CopyReader(replica()).read());
  }

  @Test
  void aReleasedReplicaIsGoneOnWithByAnyone() throws Exception {
    try (var application = table()) {
      try (var writer = begin()) {
        writer.settle();
        writer.finish();
      }
      application.run(rows(3, 10));
      try (var next = begin("other", BackupSettings.TakeOver.RELEASED)) {
        next.settle();
        next.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    assertLatestIsTheDatabase(new CopyReader(replica()).read());
  }

  @Test
  void aDestinationThatIsEmptyAllAtOnceIsNotStartedAnew() throws Exception {
    try (var application = table()) {
      try (var writer = begin()) {
        writer.settle();
      }
      Files.move(folder.resolve("backups"), folder.resolve("unmounted"));

      var refused = assertThrows(StoreException.Misconfigured.class, this::begin);
      assertTrue(refused.hint().contains("mounted"), refused.hint());
      assertTrue(replica().list().changeSets().isEmpty());
      application.run(rows(1, 1));
    }
  }
}
