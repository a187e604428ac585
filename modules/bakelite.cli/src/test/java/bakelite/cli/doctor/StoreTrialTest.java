package bakelite.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.replica.ReplicaKey;
import bakelite.replica.ReplicaKeys;
import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import bakelite.store.testkit.Fault;
import bakelite.store.testkit.FaultyStore;
import bakelite.store.testkit.ForwardingStore;
import bakelite.store.testkit.MemoryStore;
import bakelite.store.testkit.Operation;
import bakelite.store.testkit.ScriptedFaults;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What a trial of a destination finds, and that it leaves nothing there.
class StoreTrialTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  private final MemoryStore memory = new MemoryStore(InstantSource.fixed(NOW));

  @Test
  void everyTraitOfAStoreIsALineAndNothingIsLeft() throws Exception {
    assertEquals(
        List.of(
            "ok storage",
            "ok range",
            "ok listing",
            "ok create-only",
            "ok delete",
            "ok clock",
            "ok contents"),
        words(trial(memory, NOW)));
    assertEmpty();
  }

  @Test
  void aStoreThatReplacesWhatIsCreatedTwiceIsAWarningThatSaysWhatItMeans() throws Exception {
    var overwriting =
        new ForwardingStore(memory) {
          @Override
          public PutResult putIfAbsent(ObjectKey key, Content content) throws StoreException {
            return new PutResult.Stored(put(key, content));
          }
        };
    var line = trial(overwriting, NOW).get(3);
    assertEquals("warning create-only", words(List.of(line)).getFirst());
    assertTrue(line.hint().orElseThrow().contains("history forks"), line::toString);
    assertTrue(line.hint().orElseThrow().contains("versioning"), line::toString);
    assertEmpty();
  }

  @Test
  void aRightThatIsMissingIsNamedWithItsRemedy() throws Exception {
    for (var missing : List.of(Operation.PUT_IF_ABSENT, Operation.GET, Operation.LIST)) {
      var store = new FaultyStore(memory, new ScriptedFaults().fault(missing, Fault.denied()));
      var lines = trial(store, NOW);
      var failed = lines.stream().filter(Checked::hasFailed).findFirst().orElseThrow();
      assertEquals(Optional.of("ask its owner"), failed.hint(), missing.toString());
      assertEmpty();
    }
  }

  @Test
  void whatCanBeLivedWithIsAWarning() {
    assertTrue(words(trial(memory, NOW.plus(Duration.ofMinutes(5)))).contains("warning clock"));
  }

  @Test
  void whatIsNoPartOfAReplicaIsNamed() throws Exception {
    var keys = new ReplicaKeys("app/");
    memory.put(keys.key(new ReplicaKey.Identity()), Content.of(new byte[1]));
    for (var index = 1; index < 2_500; index++) {
      memory.put(keys.key(new ReplicaKey.ChangeSet(index)), Content.of(new byte[1]));
    }
    assertEquals("ok contents", words(trial(memory, NOW)).getLast());
    memory.put(new ObjectKey("app/a.txt"), Content.of(new byte[1]));
    memory.put(new ObjectKey("app/z/dump.sql"), Content.of(new byte[1]));
    var line = trial(memory, NOW).getLast();
    assertEquals("warning contents", words(List.of(line)).getFirst());
    assertTrue(line.message().endsWith("app/a.txt, app/z/dump.sql"), line::toString);
  }

  private static List<Checked> trial(ObjectStore store, Instant now) {
    return new StoreTrial(
            "app", store, new ReplicaKeys("app/"), new Random(1), InstantSource.fixed(now))
        .run();
  }

  private static List<String> words(List<Checked> lines) {
    return lines.stream().map(line -> line.status().word() + " " + line.check()).toList();
  }

  private void assertEmpty() throws Exception {
    assertEquals(List.of(), memory.list("", Optional.empty()).objects());
  }
}
