package bakelite.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.Target;
import bakelite.replica.plan.History;
import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.testkit.MemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A replica with a broken place gives every commit that does not need it, and none by mistake.
class DamageElsewhereTest {
  private static final Specimen SMALL = Restoring.small();

  /// The first index of each change-set of the origin but the newest; 5 holds 6 too.
  private static final List<Long> CHANGE_SETS = List.of(2L, 3L, 4L, 5L, 7L, 8L);

  @TempDir Path folder;

  private enum Break {
    MISSING,
    FLIPPED
  }

  private static ObjectKey key(long first) {
    return new ObjectKey(String.format(Locale.ROOT, "c/%016x", first));
  }

  private static Replica broken(long first, Break how) throws Exception {
    var store = Specimen.memory();
    SMALL.in(store);
    breakIn(store, first, how);
    return new Replica(store, "");
  }

  private static void breakIn(MemoryStore store, long first, Break how) throws Exception {
    var key = key(first);
    switch (how) {
      case MISSING -> store.delete(List.of(key));
      case FLIPPED -> {
        var bytes = SMALL.objects().get(key).clone();
        bytes[bytes.length - 100] ^= 1;
        store.put(key, Content.of(bytes));
      }
    }
  }

  @Test
  void everyCommitBeforeTheBrokenPlaceRestoresByIndexAndNoneBehindIt() throws Exception {
    for (var how : Break.values()) {
      for (long first : CHANGE_SETS) {
        var replica = broken(first, how);
        for (var moment : SMALL.chronicle().restorePoints()) {
          var target = new Target.AtIndex(moment.index());
          if (moment.index() < first) {
            assertGives(moment, target, replica);
          } else {
            assertRefused(first, target, replica);
          }
        }
      }
    }
  }

  @Test
  void noCommitIsTakenForTheLatestBecauseALaterOneCannotBeRead() throws Exception {
    for (var how : Break.values()) {
      for (long first : CHANGE_SETS) {
        assertRefused(first, new Target.Latest(), broken(first, how));
      }
    }
    assertRefused(9, new Target.Latest(), broken(9, Break.FLIPPED));
  }

  @Test
  void aTimeThatTheBrokenPlaceMayHaveIsRefusedAndAnEarlierOneIsNot() throws Exception {
    LongUnaryOperator time = index -> SMALL.chronicle().moment(index).record().timeMillis();
    for (var how : Break.values()) {
      var replica = broken(7, how);
      var before = new Target.AtTime(Instant.ofEpochMilli(time.applyAsLong(6) - 1));
      assertGives(SMALL.chronicle().moment(5), before, replica);
      for (long index : List.of(6L, 7L, 8L, 9L)) {
        var at = new Target.AtTime(Instant.ofEpochMilli(time.applyAsLong(index)));
        assertRefused(7, at, replica);
      }
      var early = new Target.AtTime(Instant.EPOCH);
      assertRefused(
          4, new Target.AtTime(Instant.ofEpochMilli(time.applyAsLong(4))), broken(4, how));
      assertThrows(ReplicaException.NotFound.class, () -> Choice.of(early, History.of(replica)));
    }
  }

  @Test
  void whatLiesBeforeTheOriginDoesNotMatter() throws Exception {
    for (var how : Break.values()) {
      for (var moment : SMALL.chronicle().restorePoints()) {
        assertGives(moment, new Target.AtIndex(moment.index()), broken(1, how));
      }
      assertGives(SMALL.chronicle().last(), new Target.Latest(), broken(1, how));
    }
  }

  @Test
  void twoBrokenPlacesAreBothFaults() throws Exception {
    var store = Specimen.memory();
    SMALL.in(store);
    breakIn(store, 5, Break.FLIPPED);
    breakIn(store, 8, Break.MISSING);
    assertEquals(
        List.of(5L, 8L),
        History.of(new Replica(store, "")).faults().stream().map(History.Fault::at).toList());
  }

  @Test
  void aListOfWhatCanBeRestoredIsNotMadeWhileAnythingIsInDoubt() throws Exception {
    for (var how : Break.values()) {
      var replica = broken(5, how);
      var refused = assertThrows(ReplicaException.Damaged.class, () -> CommitList.of(replica));
      assertEquals(key(5).text(), refused.problem().object());
    }
  }

  private void assertGives(Chronicle.Moment moment, Target target, Replica replica)
      throws Exception {
    var output = folder.resolve("out.db");
    Restoring.restore(replica, target, output);
    assertArrayEquals(moment.file(), Files.readAllBytes(output));
    Files.delete(output);
  }

  private void assertRefused(long first, Target target, Replica replica) throws Exception {
    var output = folder.resolve("out.db");
    var refused =
        assertThrows(
            ReplicaException.Damaged.class,
            () -> Restoring.restore(replica, target, output),
            () -> target + " with a broken " + first);
    assertEquals(key(first).text(), refused.problem().object());
    Restoring.assertHolds(folder);
  }
}
