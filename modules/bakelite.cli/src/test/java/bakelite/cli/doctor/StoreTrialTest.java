package bakelite.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.cli.command.ExitCode;
import bakelite.replica.ReplicaKeys;
import bakelite.store.ObjectStore;
import bakelite.store.testkit.Fault;
import bakelite.store.testkit.FaultyStore;
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
  void aStoreThatKeepsTheContractIsFineAndStaysEmpty() throws Exception {
    assertEquals(
        List.of("ok storage", "ok create-only", "ok delete", "ok clock"),
        words(trial(memory, NOW)));
    assertEmpty();
  }

  @Test
  void aStoreThatReplacesWhatIsCreatedTwiceIsRefused() throws Exception {
    var lines = trial(new Overwriting(memory), NOW);
    assertEquals(
        List.of("ok storage", "failed create-only", "ok delete", "ok clock"), words(lines));
    assertEquals(ExitCode.STORAGE, lines.get(1).code());
    assertEmpty();
  }

  @Test
  void aRightThatIsMissingIsNamedAndWhatWasWrittenIsGone() throws Exception {
    for (var missing : List.of(Operation.PUT_IF_ABSENT, Operation.GET, Operation.LIST)) {
      var store = new FaultyStore(memory, new ScriptedFaults().fault(missing, Fault.denied()));
      var lines = trial(store, NOW);
      assertEquals("failed storage", words(lines).getFirst(), missing.toString());
      assertEquals(Optional.of("ask its owner"), lines.getFirst().hint());
      assertEmpty();
    }
  }

  @Test
  void whereNothingMayBeWrittenNothingIsSaidOfDeleting() {
    var denied = new ScriptedFaults().fault(Operation.PUT_IF_ABSENT, Fault.denied());
    assertEquals(
        List.of("failed storage", "ok clock"), words(trial(new FaultyStore(memory, denied), NOW)));
  }

  @Test
  void bytesThatChangeOnTheirWayAreSeen() throws Exception {
    var flipped = new ScriptedFaults().fault(Operation.GET, new Fault.Flipped(3, 1));
    assertEquals("failed storage", words(trial(new FaultyStore(memory, flipped), NOW)).getFirst());
    assertEmpty();
  }

  @Test
  void whoMayNotDeleteIsTold() {
    var store =
        new FaultyStore(memory, new ScriptedFaults().fault(Operation.DELETE, Fault.denied()));
    var lines = trial(store, NOW);
    assertEquals("warning delete", words(lines).get(2));
    assertTrue(lines.get(2).hint().orElseThrow().contains("app/x/doctor-"), lines::toString);
  }

  @Test
  void clocksThatDifferAreTold() {
    for (var apart : List.of(Duration.ofMinutes(5), Duration.ofMinutes(-5))) {
      assertEquals("warning clock", words(trial(memory, NOW.plus(apart))).getLast());
    }
    assertEquals("ok clock", words(trial(memory, NOW.plusSeconds(3))).getLast());
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
