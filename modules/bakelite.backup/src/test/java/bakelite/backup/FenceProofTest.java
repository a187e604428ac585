package bakelite.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.backup.build.IdentityBuilder;
import bakelite.backup.build.Sealer;
import bakelite.format.Compression;
import bakelite.format.Id128;
import bakelite.format.ObjectHeader.Identity;
import bakelite.format.ObjectHeader.WriterVersion;
import bakelite.replica.ReplicaKey;
import bakelite.replica.plan.History;
import bakelite.store.Content;
import bakelite.store.Fence;
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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Where a second writer could overwrite what one has acknowledged, each life writes under names of
/// its own, and looks for the other.
class FenceProofTest extends WriteJourney {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final MemoryStore memory = new MemoryStore(() -> now);
  private final ScriptedFaults faults = new ScriptedFaults();
  private Runnable beforeIdentity = () -> {};

  @Override
  ObjectStore store() {
    return new FaultyStore(
        new ForwardingStore(memory.anotherClient()) {
          @Override
          public PutResult putIfAbsent(ObjectKey key, Content content) throws StoreException {
            if (key.text().equals("app/c/0000000000000001")
                || key.text().startsWith("app/c/0000000000000001-")) {
              beforeIdentity.run();
            }
            return super.putIfAbsent(key, content);
          }
        },
        faults);
  }

  private List<Optional<?>> lives() throws Exception {
    return replica().list().changeSets().stream()
        .map(entry ->
            entry.name() instanceof ReplicaKey.ChangeSet(long _, var life)
                ? life
                : Optional.empty())
        .distinct()
        .<Optional<?>>map(life -> life)
        .toList();
  }

  private List<Fence> told() {
    return events.stream()
        .filter(BackupEvent.StoreTried.class::isInstance)
        .map(event -> ((BackupEvent.StoreTried) event).fence())
        .toList();
  }

  @Test
  void aStoreThatIgnoresCreateOnlyIsServedWithNamesOfOneLifeEach() throws Exception {
    memory.ignoreCreateOnly(true);
    try (var application = table()) {
      for (var start = 1; start <= 2; start++) {
        try (var session = begin()) {
          session.settle();
          application.run(rows(3, 30));
          session.settle();
          session.finish();
        }
        assertEquals(start, lives().size());
        assertTrue(lives().stream().allMatch(Optional::isPresent), lives()::toString);
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    assertEquals(List.of(Fence.WEAK, Fence.WEAK), told());
    assertLatestIsTheDatabase(new CopyReader(replica()).read());
  }

  @Test
  void aStoreThatBecameWeakIsFoundOutAtTheNextStartAndStaysSoForEverybody() throws Exception {
    var id = new ObjectKey("app/id");
    try (var application = table()) {
      try (var session = begin()) {
        session.settle();
        session.finish();
      }
      assertEquals(List.of(Optional.empty()), lives());
      var before = bytes(id);
      for (boolean isWeak : new boolean[] {true, false}) {
        memory.ignoreCreateOnly(isWeak);
        try (var session = begin(isWeak ? "state" : "other", BackupSettings.TakeOver.RELEASED)) {
          application.run(rows(3, 30));
          session.settle();
          session.finish();
        }
        assertArrayEquals(before, bytes(id));
      }
      assertTrue(lives().stream().skip(1).allMatch(Optional::isPresent), lives()::toString);
      assertTrue(lives().size() >= 3, lives()::toString);
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    assertEquals(List.of(Fence.STRONG, Fence.WEAK, Fence.WEAK), told());
    assertLatestIsTheDatabase(new CopyReader(replica()).read());
  }

  @Test
  void aPutWhoseAnswerWasLostBeforeTheStoreBecameWeakIsNotAnotherWriters() throws Exception {
    try (var application = table()) {
      try (var session = begin()) {
        session.settle();
        application.run(rows(3, 30));
        faults.fault(Operation.PUT_IF_ABSENT, new Fault.LostAnswer());
        faults.fault(Operation.GET, Fault.unreachable());
        for (int i = 0; i < 100 && !faults.isDone(); i++) {
          session.advance();
        }
      }
      memory.ignoreCreateOnly(true);
      try (var session = begin()) {
        session.settle();
        application.run(rows(3, 30));
        session.settle();
      }
    }
    assertEquals(Optional.empty(), History.of(replica()).fork());
  }

  @Test
  void twoWritersAreFoundWithinHalfAMinuteOfShipping() throws Exception {
    memory.ignoreCreateOnly(true);
    try (var application = table();
        var first = begin()) {
      first.settle();
      var clone = folder.resolve("clone.db");
      application.run("VACUUM INTO '" + clone + "'");
      try (var other = Application.start(clone)) {
        other.run("PRAGMA journal_mode = WAL");
        other.run(rows(1, 10));
        try (var second = begin(clone, "other", BackupSettings.TakeOver.ALWAYS)) {
          second.settle();
          application.run(rows(3, 30));
          now = now.plus(Rivals.EVERY).plusSeconds(1);
          var step = untilFenced(first);
          assertTrue(step.writer().contains("process 1 on here (session "), step.writer());
          other.run(rows(3, 30));
          second.settle();
        }
      }
    }
    // What the first one put before it looked was not acknowledged, and is a branch all the same.
    var fork = History.of(replica()).fork();
    assertEquals(2, fork.orElseThrow().branches().size());
  }

  private static Uploader.Step.Fenced untilFenced(Stepped session) throws Exception {
    for (int i = 0; i < 1_000; i++) {
      if (session.advance() instanceof Uploader.Step.Fenced fenced) {
        return fenced;
      }
    }
    throw new AssertionError("never fenced");
  }

  @Test
  void whileNothingIsShippedNothingIsListed() throws Exception {
    memory.ignoreCreateOnly(true);
    try (var _ = table();
        var session = begin()) {
      session.settle();
      faults.fault(Operation.LIST, Fault.unreachable());
      for (int i = 0; i < 50; i++) {
        now = now.plus(Duration.ofMinutes(1));
        assertEquals(new Uploader.Step.Idle(), session.advance());
      }
      assertFalse(faults.isDone());
    }
  }

  @Test
  void ofTwoFirstStartsTheOneWhoseIdentityWasReplacedStops() throws Exception {
    memory.ignoreCreateOnly(true);
    try (var application = table()) {
      var clone = folder.resolve("clone.db");
      application.run("VACUUM INTO '" + clone + "'");
      // The other's `id` lands after ours was read back, and before our claim.
      var theirs = new Id128[1];
      beforeIdentity =
          () -> {
            beforeIdentity = () -> {};
            theirs[0] = replaceIdentity();
          };
      try (var session = begin()) {
        var step = untilFenced(session);
        assertTrue(step.writer().contains("for another replica, " + theirs[0]), step.writer());
      }
    }
  }

  private Id128 replaceIdentity() {
    try {
      var replica = new Id128(7, 7);
      var identity = new Identity(replica, replica, new Id128(8, 8));
      var sealer = Sealer.of(identity, Compression.NONE, new WriterVersion(0, 1, 0));
      memory.put(new ObjectKey("app/id"), Content.of(IdentityBuilder.build(sealer, 0, "")));
      return replica;
    } catch (StoreException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Test
  void anIdentityThatIsReplacedLateIsPutBackByWhoeverHasAcknowledgedAnything() throws Exception {
    memory.ignoreCreateOnly(true);
    try (var application = table()) {
      try (var session = begin()) {
        session.settle();
      }
      replaceIdentity();
      // Nothing of it is lost meanwhile.
      assertEquals(Optional.empty(), History.of(replica()).fork());
      try (var session = begin()) {
        application.run(rows(3, 30));
        session.settle();
        session.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    assertLatestIsTheDatabase(new CopyReader(replica()).read());
  }

  @Test
  void aStartThatGetsNoAnswerIsTriedAgain() throws Exception {
    try (var _ = table()) {
      faults.fault(Operation.PUT_IF_ABSENT, Fault.unreachable());
      assertThrows(StoreException.Unreachable.class, this::begin);
      assertEquals(List.of(), memory.list("", Optional.empty()).objects());
      try (var session = begin()) {
        session.settle();
      }
      faults.fault(Operation.PUT_IF_ABSENT, new Fault.LostAnswer());
      assertThrows(StoreException.Unreachable.class, this::begin);
      try (var session = begin()) {
        session.settle();
      }
    }
  }

  private byte[] bytes(ObjectKey key) throws Exception {
    try (var object = memory.get(key)) {
      return object.stream().readAllBytes();
    }
  }
}
