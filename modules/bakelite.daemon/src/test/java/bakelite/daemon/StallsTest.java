package bakelite.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.backup.BackupEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Commits that do not get into the replica, and what a daemon says of that and of all it sent.
class StallsTest extends LiveDaemons {
  @Test
  void aDatabaseThatIsAheadWhileNobodyCapturesIsAStallAndNotFine() throws Exception {
    var hanging = new CountDownLatch(1);
    try (var app = application("app")) {
      var daemon =
          daemon(
              "status-1",
              new Daemon.Rules(false, Optional.empty(), Duration.ofSeconds(1)),
              () -> List.of(plan("app")),
              // The thread that captures tells this.
              event -> hang(hanging, event instanceof BackupEvent.CopyFinished));
      var ending = start(daemon);
      waitFor(() -> log.stream().anyMatch(line -> line.startsWith("app: protecting ")));
      app.run("INSERT INTO t VALUES(1)");
      // By what the writer counts nothing waits: it never heard of the commit.
      waitForState("app", DatabaseState.STALLED);
      var figures = figures("app");
      assertEquals(figures.capturedIndex(), figures.durableIndex());
      assertEquals(Optional.empty(), figures.waitingSince());
      assertTrue(figures.lag(Instant.now()).compareTo(Duration.ofSeconds(1)) >= 0, "" + figures);
      var seen = daemon.observe().getFirst().document();
      assertEquals(DatabaseState.STALLED, seen.state());
      assertTrue(seen.problem().orElseThrow().startsWith("the database is ahead of its replica"));
      waitFor(() -> count("app: stalled: ") == 1);

      hanging.countDown();
      waitForState("app", DatabaseState.PROTECTING);
      waitFor(() -> count("app: not stalled any more") == 1);
      assertTrue(ended(stop(daemon, ending), "app").isDurable());
      assertEquals(1, count("app: stalled: "));
    } finally {
      hanging.countDown();
    }
  }

  @Test
  void anUploadThatIsNeverAnsweredIsAStallToo() throws Exception {
    var hanging = new CountDownLatch(1);
    try (var app = application("app")) {
      var daemon =
          daemon(
              "status-1",
              new Daemon.Rules(false, Optional.empty(), Duration.ofSeconds(1)),
              () -> List.of(plan("app")),
              // The thread that uploads tells this, from the second commit of the application on.
              event ->
                  hang(
                      hanging,
                      event instanceof BackupEvent.Stored(long first, long _, long _)
                          && first > 2));
      var ending = start(daemon);
      waitForState("app", DatabaseState.PROTECTING);
      waitFor(() -> isAllDurable(figures("app")));
      app.run("INSERT INTO t VALUES(1)");
      waitFor(() -> figures("app").durableIndex() > 2);
      app.run("INSERT INTO t VALUES(2)");
      waitForState("app", DatabaseState.STALLED);
      waitFor(() -> count("app: stalled: ") == 1);
      hanging.countDown();
      waitForState("app", DatabaseState.PROTECTING);
      assertTrue(ended(stop(daemon, ending), "app").isDurable());
    } finally {
      hanging.countDown();
    }
  }

  @Test
  void aBusyDatabaseThatIsFollowedIsNoStall() throws Exception {
    try (var app = application("app")) {
      var daemon =
          daemon(
              "status-1",
              new Daemon.Rules(false, Optional.empty(), Duration.ofSeconds(1)),
              () -> List.of(plan("app")),
              _ -> {});
      var ending = start(daemon);
      waitForState("app", DatabaseState.PROTECTING);
      var until = Instant.now().plusSeconds(4);
      while (Instant.now().isBefore(until)) {
        app.run("INSERT INTO t VALUES(1)");
        app.run("PRAGMA wal_checkpoint(PASSIVE)");
      }
      assertTrue(ended(stop(daemon, ending), "app").isDurable());
      assertEquals(0, count("app: stalled: "), "" + log);
    }
  }

  @Test
  void whatWasSentAndWhatWasRefusedIsCountedOverSessions() throws Exception {
    var away = new AtomicBoolean(true);
    try (var app = application("app")) {
      var daemon = daemon(plan("app", away));
      var ending = start(daemon);
      waitForState("app", DatabaseState.BACKING_OFF);
      away.set(false);
      waitForState("app", DatabaseState.PROTECTING);
      app.run("INSERT INTO t VALUES(1)");
      waitFor(() -> isAllDurable(figures("app")));
      var traffic = daemon.observe().getFirst().traffic();
      assertTrue(traffic.errors().get("store_unreachable") >= 1, "" + traffic);
      assertEquals(0, traffic.errors().get("database"));
      assertTrue(traffic.puts().get("change_set") >= 2, "" + traffic);
      assertEquals(1, traffic.puts().get("shard"));
      assertTrue(traffic.bytes().get("shard") > 300, "" + traffic);
      assertTrue(ended(stop(daemon, ending), "app").isDurable());
    }
  }

  private long count(String beginning) {
    return log.stream().filter(line -> line.startsWith(beginning)).count();
  }

  private static void hang(CountDownLatch until, boolean isMeant) {
    try {
      assertTrue(!isMeant || until.await(60, TimeUnit.SECONDS));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
