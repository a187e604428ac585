package bakelite.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.replica.Inventory;
import bakelite.store.ObjectStore;
import bakelite.store.testkit.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Writers that come back after another one went on.
class LateWriterTest extends WriteJourney {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final MemoryStore memory = new MemoryStore(() -> now);

  @Override
  ObjectStore store() {
    return memory.anotherClient();
  }

  @Test
  void aThawedCloneWhoseIndexWasCompactedAwayIsFenced() throws Exception {
    try (var application = table();
        var sleeper = begin()) {
      sleeper.settle();
      var clone = folder.resolve("clone.db");
      application.run("VACUUM INTO '" + clone + "'");
      application.run(rows(3, 30));
      sleeper.settle();
      long sleeps = replica().list().changeSets().size();
      application.run(rows(3, 30));
      try (var other = Application.start(clone)) {
        other.run("PRAGMA journal_mode = WAL");
        other.run(rows(1, 10));
        try (var successor = begin(clone, "other", BackupSettings.TakeOver.ALWAYS)) {
          successor.settle();
          other.run(rows(3, 30));
          successor.settle();
        }
      }
      // A compaction took the objects at the indexes that the sleeper will use. That it took the
      // claim too makes the other one a clone of the living daemon, which would have put none.
      var objects = replica().list().changeSets();
      var compacted = objects.subList((int) sleeps, objects.size() - 1);
      memory.delete(compacted.stream().map(Inventory.Entry::key).toList());
      now = now.plus(Duration.ofHours(2));

      assertTrue(sleeper.isFencedWhenItGoesOn());
    }
  }

  @Test
  void aPutThatIsNotLateCostsNoListing() {
    var rule = new LateRule();
    assertTrue(rule.isLate(now), "nothing is known yet");
    rule.confirmed(now);
    assertTrue(rule.isLate(now.plusSeconds(1)), "what was known before the first put?");
    rule.confirmed(now.plusSeconds(1));
    assertFalse(rule.isLate(now.plus(Duration.ofMinutes(29))));
    assertTrue(rule.isLate(now.plus(Duration.ofMinutes(30))));
    rule.confirmed(now.plus(Duration.ofMinutes(30)));
    // Known before that put was sent: one second.
    assertTrue(rule.isLate(now.plus(Duration.ofMinutes(31))));
    rule.confirmed(now.plus(Duration.ofMinutes(31)));
    assertFalse(rule.isLate(now.plus(Duration.ofMinutes(32))));
  }

  @Test
  void aReplicaWhoseWriterIsGoneIsGoneOnWith() throws Exception {
    try (var application = table()) {
      try (var writer = begin()) {
        writer.settle();
        application.run(rows(3, 30));
        writer.settle();
      }
      var refused =
          assertThrows(
              BackupException.Fenced.class, () -> begin("other", BackupSettings.TakeOver.RELEASED));
      assertTrue(refused.getMessage().contains("process 1 on here"), refused.getMessage());

      liveness = _ -> false;
      assertThrows(
          BackupException.Fenced.class, () -> begin("other", BackupSettings.TakeOver.NEVER));
      try (var next = begin("other", BackupSettings.TakeOver.RELEASED)) {
        next.settle();
        next.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    var reasons =
        events.stream()
            .filter(BackupEvent.ShadowStarted.class::isInstance)
            .map(event -> ((BackupEvent.ShadowStarted) event).reason())
            .toList();
    assertEquals(List.of("the replica's writer, process 1 on here, is gone"), reasons);
    var copy = new CopyReader(replica()).read();
    assertLatestIsTheDatabase(copy);
    assertEquals(1, origins(copy));
  }
}
