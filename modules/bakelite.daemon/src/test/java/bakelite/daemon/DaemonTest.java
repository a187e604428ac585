package bakelite.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.backup.BackupSettings;
import bakelite.backup.BackupSettings.TakeOver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Several databases in one process, on real threads, with real applications.
class DaemonTest extends LiveDaemons {
  @Test
  void aDatabaseThatCannotBeProtectedLeavesTheOthersAlone() throws Exception {
    Files.write(folder.resolve("broken.db"), new byte[8192]);
    try (var app = application("app")) {
      var daemon = daemon(plan("broken"), plan("app"));
      var ending = start(daemon);
      waitForState("app", DatabaseState.PROTECTING);
      waitForState("broken", DatabaseState.FAILED);
      long before = figures("app").capturedIndex();
      app.run("INSERT INTO t VALUES(1)");
      waitFor(() -> figures("app").durableIndex() > before);
      assertFalse(daemon.ready().isDone());

      var outcome = stop(daemon, ending);
      assertTrue(ended(outcome, "app").isDurable());
      assertInstanceOf(Ending.Failed.class, ended(outcome, "broken").ending());
      assertFalse(outcome.isFenced());
      assertEquals(1, log.stream().filter(line -> line.startsWith("broken: ")).count(), "" + log);
    }
  }

  @Test
  void aDatabaseThatComesLaterIsProtectedThenAndTheApplicationMayMakeIt() throws Exception {
    var daemon = daemon(plan("later"));
    var ending = start(daemon);
    assertTrue(daemon.ready().get(30, TimeUnit.SECONDS));
    waitForState("later", DatabaseState.MISSING);
    try (var app = application("later")) {
      waitForState("later", DatabaseState.PROTECTING);
      // One document has both; two documents may be of two moments.
      waitFor(() -> isAllDurable(figures("later")));
    }
    assertTrue(ended(stop(daemon, ending), "later").isDurable());
    assertEquals(DatabaseState.STOPPED, status("later").orElseThrow().state());
  }

  @Test
  void aFencedDatabaseIsGivenUpAndItsWalIsFreeWhileTheOthersGoOn() throws Exception {
    try (var owner = application("owner");
        var thief = application("thief");
        var other = application("other")) {
      var first = daemon("status-1", plan("one", "owner", "state-1", TakeOver.RELEASED));
      var firstEnding = start(first);
      waitForState("one", DatabaseState.PROTECTING);

      var second =
          daemon("status-2", plan("one", "thief", "state-2", TakeOver.RELEASED), plan("other"));
      var secondEnding = start(second);
      waitFor(() -> state("status-2", "one") == DatabaseState.FENCED);
      waitFor(() -> state("status-2", "other") == DatabaseState.PROTECTING);
      thief.run("INSERT INTO t VALUES(1)");
      thief.run("PRAGMA wal_checkpoint(TRUNCATE)");
      assertEquals(0, Files.size(folder.resolve("thief.db-wal")), "somebody holds the WAL");
      // The first one never noticed.
      long before = figures("one").capturedIndex();
      owner.run("INSERT INTO t VALUES(1)");
      waitFor(() -> figures("one").durableIndex() > before);

      var outcome = stop(second, secondEnding);
      assertTrue(ended(outcome, "one").isFenced());
      assertTrue(ended(outcome, "other").isDurable());
      assertFalse(outcome.isFenced());
      assertTrue(ended(stop(first, firstEnding), "one").isDurable());
    }
  }

  @Test
  void aDaemonWhoseDatabasesAreAllFencedEnds() throws Exception {
    try (var owner = application("owner");
        var thief = application("thief")) {
      var first = daemonOnce(plan("one", "owner", "state-1", TakeOver.RELEASED));
      assertTrue(ended(start(first).get(60, TimeUnit.SECONDS), "one").isDurable());
      var second = daemon(plan("one", "thief", "state-2", TakeOver.NEVER));
      assertTrue(start(second).get(60, TimeUnit.SECONDS).isFenced());
      assertFalse(second.ready().get(1, TimeUnit.SECONDS));
      assertEquals(DatabaseState.FENCED, status("one").orElseThrow().stateNow());
    }
  }

  @Test
  void onceBringsEveryReplicaUpToDateAndEnds() throws Exception {
    try (var app = application("app")) {
      app.run("INSERT INTO t VALUES(1)");
      var outcome = start(daemonOnce(plan("app"), plan("absent"))).get(60, TimeUnit.SECONDS);
      assertTrue(ended(outcome, "app").isDurable());
      assertTrue(ended(outcome, "absent").isMissing());
      assertTrue(Files.exists(folder.resolve("backups/app")));
      assertFalse(Files.exists(folder.resolve("backups/absent")));
    }
  }

  @Test
  void aDatabaseThatWasMadeAMomentAgoIsCopiedBeforeTheEnd() throws Exception {
    var patient = quick();
    var late =
        new BackupSettings(
            patient.debounce(),
            patient.maxBatchDelay(),
            Duration.ofHours(1),
            patient.maxWalBytes(),
            patient.compression(),
            patient.spoolMaxBytes(),
            patient.takeOver());
    var plan =
        new Plan(
            "app",
            folder.resolve("app.db"),
            true,
            live(),
            late,
            place("app", "state", new AtomicBoolean()));
    var daemon = daemon(plan);
    var ending = start(daemon);
    waitForState("app", DatabaseState.MISSING);
    try (var app = application("app")) {
      app.run("INSERT INTO t VALUES(1)");
    }
    daemon.requestFinish();
    assertTrue(ended(ending.get(60, TimeUnit.SECONDS), "app").isDurable());
    assertTrue(Files.exists(folder.resolve("backups/app")));
  }

  @Test
  void aStoreThatIsAwayAtTheStartIsWaitedFor() throws Exception {
    var away = new AtomicBoolean(true);
    try (var app = application("app")) {
      var daemon = daemon(plan("app", away));
      var ending = start(daemon);
      waitForState("app", DatabaseState.BACKING_OFF);
      assertEquals(Optional.of("nobody answers"), status("app").orElseThrow().problem());
      away.set(false);
      waitForState("app", DatabaseState.PROTECTING);
      assertEquals(Optional.empty(), status("app").orElseThrow().problem());
      assertTrue(ended(stop(daemon, ending), "app").isDurable());
    }
  }

  @Test
  void aSecondDaemonOnTheSameStateLeavesTheStatusOfTheFirstAlone() throws Exception {
    var folderOfStatus = StatusFolder.in(folder.resolve("status-1"));
    var sleeping = new ProcessBuilder("sleep", "600").start();
    try {
      var text = Files.readString(Path.of("/proc/" + sleeping.pid() + "/stat"));
      var start = text.substring(text.lastIndexOf(')') + 2).split(" ", -1)[19];
      var mark =
          new ProcessMark(sleeping.pid(), ThisProcess.identity().bootId(), Long.parseLong(start));
      var other =
          new StatusDocument(
              "app",
              folder.resolve("app.db").toString(),
              "there",
              DatabaseState.PROTECTING,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              mark);
      folderOfStatus.write(other);
      var outcome = start(daemonOnce(plan("app"))).get(60, TimeUnit.SECONDS);
      assertTrue(ended(outcome, "app").isMissing());
      assertEquals(Optional.of(other), status("app"));
    } finally {
      sleeping.destroyForcibly();
    }
  }

  @Test
  void aFileThatAPatternFoundAndThatIsGoneIsForgotten() throws Exception {
    var plans = new CopyOnWriteArrayList<Plan>();
    var daemon =
        daemon(
            "status-1", new Daemon.Rules(false, Optional.of(Duration.ofMillis(50))), () -> plans);
    var ending = start(daemon);
    assertTrue(daemon.ready().get(30, TimeUnit.SECONDS));
    try (var app = application("tenant")) {
      plans.add(
          new Plan(
              "tenant",
              folder.resolve("tenant.db"),
              false,
              live(),
              quick(),
              place("tenant", "state", new AtomicBoolean())));
      waitForState("tenant", DatabaseState.PROTECTING);
    }
    plans.clear();
    for (var file : List.of("tenant.db", "tenant.db-wal", "tenant.db-shm")) {
      Files.deleteIfExists(folder.resolve(file));
    }
    waitFor(() -> status("tenant").isEmpty());
    assertEquals(List.of(), stop(daemon, ending).databases());
  }
}
