package bakelite.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.Id128;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.ReplicaKey;
import bakelite.replica.ReplicaKeys;
import bakelite.replica.Target;
import bakelite.replica.plan.History;
import bakelite.store.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A replica whose history forks: nothing is guessed, and nothing is lost.
class ForkTest {
  private static final Step FULL =
      new Step.Origin(9, 5, List.of(2), List.of(commit(1, 100)), false, false);

  @TempDir private Path folder;
  private Forked forked = simple();
  private int outputs;

  private static Step.Commit commit(int variant, int millis) {
    return new Step.Commit(1, List.of(1, 3), variant, false, millis);
  }

  /// Four records of both, a fork after the last of them, and the one goes on for longer.
  private static Forked simple() {
    return Forked.of(
        List.of(FULL, commit(2, 1_000)),
        List.of(new Step.Claim(false), commit(3, 5_000), commit(4, 1_000), new Step.Snapshot(1, 3)),
        List.of(new Step.Claim(true), commit(5, 9_000), new Step.Snapshot(1, 3)));
  }

  @BeforeEach
  void isAFork() {
    assertTrue(forked.parts());
  }

  private RestoredDatabase restore(Replica replica, Target target) throws Exception {
    return Restoring.restore(replica, target, folder.resolve("restored" + ++outputs));
  }

  @Test
  void whatLiesBeforeTheForkIsRestoredAndTheForkIsNamed() throws Exception {
    for (var point : forked.one().chronicle().restorePoints()) {
      if (point.index() <= forked.common()) {
        var found = restore(forked.replica(), new Target.AtIndex(point.index()));
        assertArrayEquals(point.file(), Files.readAllBytes(found.output()));
        assertEquals(forked.common(), found.fork().orElseThrow().after());
      }
    }
    var newest = forked.one().chronicle().moment(forked.common());
    long time = newest.record().timeMillis();
    for (var at : List.of(time, time + 4_999)) {
      var found = restore(forked.replica(), new Target.AtTime(Instant.ofEpochMilli(at)));
      assertEquals(newest.record(), found.commit());
    }
  }

  @Test
  void whatLiesBehindItHasToBeChosenAndBothBranchesAreNamed() throws Exception {
    long time = forked.one().chronicle().moment(forked.common()).record().timeMillis();
    for (var target :
        List.of(
            new Target.Latest(),
            new Target.AtIndex(forked.common() + 1),
            new Target.AtIndex(99),
            new Target.AtTime(Instant.ofEpochMilli(time + 5_000)))) {
      var refused =
          assertThrows(
              ReplicaException.Damaged.class,
              () -> restore(forked.replica(), target),
              target::toString);
      var text = refused.getMessage();
      assertTrue(text.contains("one history after commit " + forked.common()), text);
      assertTrue(text.contains(Forked.ONE + " of process 2 on h2, commits 5 to 7 of "), text);
      assertTrue(text.contains(Forked.OTHER + " of process 3 on h3, commits 5 to 6 of "), text);
      assertTrue(refused.hint().contains("--branch"), refused.hint());
    }
    Restoring.assertHolds(folder);
  }

  @Test
  void eachBranchIsRestoredExactly() throws Exception {
    assertBranches(forked);
  }

  private void assertBranches(Forked those) throws Exception {
    var replica = those.replica();
    for (var life : List.of(Forked.ONE, Forked.OTHER)) {
      var chronicle = (life.equals(Forked.ONE) ? those.one() : those.other()).chronicle();
      var branch = replica.onBranch(life.toString().substring(0, 2));
      var history = History.of(branch);
      assertEquals(List.of(), history.faults());
      assertEquals(those.common(), history.fork().orElseThrow().after());
      assertEquals(chronicle.restorePoints().size(), history.points());
      for (var point : chronicle.restorePoints()) {
        var found = restore(branch, new Target.AtIndex(point.index()));
        assertArrayEquals(point.file(), Files.readAllBytes(found.output()));
        Files.delete(found.output());
      }
      var report = new Verifier(branch).verify();
      assertEquals(List.of(), report.problems());
      assertEquals(chronicle.restorePoints().size(), report.points());
    }
  }

  @Test
  void verifyNamesTheForkAndProvesEveryBranch() throws Exception {
    var report = new Verifier(forked.replica()).verify();
    assertFalse(report.isOk());
    assertEquals(1, report.problems().size());
    assertTrue(report.problems().getFirst().found().contains("2 branches"));
    int points =
        forked.one().chronicle().restorePoints().size()
            + forked.other().chronicle().restorePoints().size();
    assertEquals(points, report.points());
  }

  @Test
  void theListIsWhatCanBeRestoredWithoutChoosing() throws Exception {
    var list = CommitList.of(forked.replica());
    var found = new ArrayList<Long>();
    list.each(commit -> found.add(commit.record().index()));
    assertEquals(
        forked.one().chronicle().restorePoints().stream()
            .map(Chronicle.Moment::index)
            .filter(index -> index <= forked.common())
            .toList(),
        found);
    assertEquals(2, list.fork().orElseThrow().branches().size());
  }

  @Test
  void aLifeThatDiedAfterItsClaimIsABranchToo() throws Exception {
    forked =
        Forked.of(
            List.of(FULL, commit(2, 1_000)),
            List.of(commit(3, 5_000), commit(4, 1_000)),
            List.of(new Step.Claim(false)));
    assertThrows(
        ReplicaException.Damaged.class, () -> restore(forked.replica(), new Target.Latest()));
    assertBranches(forked);
  }

  @Test
  void aBranchThatIsNotOneIsNotFound() throws Exception {
    var replica = forked.replica();
    for (var text : List.of("a", "ff", Forked.BEFORE.toString())) {
      var refused =
          assertThrows(
              ReplicaException.NotFound.class,
              () -> restore(replica.onBranch(text), new Target.Latest()),
              text);
      assertTrue(refused.hint().contains(Forked.ONE.toString()), refused.hint());
    }
  }

  @Test
  void theSameObjectUnderTwoNamesIsNoFork() throws Exception {
    // The store kept writers apart when it was put, without an answer, and not any more afterwards.
    var store = Restoring.small().inMemory().store();
    var keys = new ReplicaKeys("");
    var key = keys.key(new ReplicaKey.ChangeSet(9));
    var life = new Id128(0x2021222324252627L, 0x28292a2b2c2d2e2fL);
    try (var object = store.get(key)) {
      var again = keys.key(new ReplicaKey.ChangeSet(9, life));
      store.put(again, Content.of(object.stream().readAllBytes()));
    }
    var found = restore(new Replica(store, ""), new Target.Latest());
    assertEquals(9, found.commit().index());
    assertTrue(found.fork().isEmpty());
  }

  @Test
  void damageOnOneBranchLeavesTheOtherAlone() throws Exception {
    var store = forked.store();
    var key = new ReplicaKeys("").key(new ReplicaKey.ChangeSet(forked.common() + 1, Forked.ONE));
    byte[] bytes;
    try (var object = store.get(key)) {
      bytes = object.stream().readAllBytes();
    }
    bytes[20] ^= 1;
    store.put(key, Content.of(bytes));
    var replica = new Replica(store, "");
    assertThrows(
        ReplicaException.Damaged.class, () -> restore(replica.onBranch("a1"), new Target.Latest()));
    var found = restore(replica.onBranch("a2"), new Target.Latest());
    assertArrayEquals(forked.other().chronicle().last().file(), Files.readAllBytes(found.output()));
    var before = restore(replica, new Target.AtIndex(forked.common()));
    assertEquals(forked.common(), before.commit().index());
  }

  @Test
  void aLostObjectOfALifeIsNoFork() throws Exception {
    var store = forked.store();
    var keys = new ReplicaKeys("");
    for (long index = forked.common() + 1; index <= forked.common() + 3; index++) {
      store.delete(List.of(keys.key(new ReplicaKey.ChangeSet(index, Forked.OTHER))));
    }
    store.delete(List.of(keys.key(new ReplicaKey.ChangeSet(forked.common() + 2, Forked.ONE))));
    var replica = new Replica(store, "");
    assertTrue(History.of(replica).fork().isEmpty());
    var refused =
        assertThrows(ReplicaException.Damaged.class, () -> restore(replica, new Target.Latest()));
    assertTrue(refused.getMessage().contains("found none"), refused.getMessage());
  }
}
