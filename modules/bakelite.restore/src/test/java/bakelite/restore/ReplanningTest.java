package bakelite.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.Compression;
import bakelite.format.Id128;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.Target;
import bakelite.store.ObjectKey;
import bakelite.store.StoreException;
import bakelite.store.testkit.Fault;
import bakelite.store.testkit.Faults;
import bakelite.store.testkit.FaultyStore;
import bakelite.store.testkit.MemoryStore;
import bakelite.store.testkit.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store whose objects are replaced, or lost, while somebody restores from it or verifies it.
class ReplanningTest {
  private static final int PAGE_SIZE = 4096;
  private static final int PAGES = 1500;
  private static final Chronicle CHRONICLE = chronicle();
  private static final Specimen WHOLE = cutInto(PageRange.ALL);
  private static final Specimen HALVES =
      cutInto(new PageRange(1, 700), new PageRange(701, PageRange.END));

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-11-26T12:00:00Z");
  private final MemoryStore store = new MemoryStore(() -> now);
  private int reads;

  /// Four versions of a database of 6 MB that does not compress.
  private static Chronicle chronicle() {
    var random = new Random(1);
    var content = new TreeMap<Long, byte[]>();
    for (long page = 1; page <= PAGES; page++) {
      content.put(page, noise(random));
    }
    var chronicle = new Chronicle(new Id128(5, 6), new Id128(7, 8));
    chronicle.origin(1, PAGE_SIZE, content);
    for (int commit = 2; commit <= 4; commit++) {
      var written = Map.of(7L * commit, noise(random), (long) PAGES, noise(random));
      chronicle.commit(commit, PAGES, false, written);
    }
    return chronicle;
  }

  private static byte[] noise(Random random) {
    var image = new byte[PAGE_SIZE];
    random.nextBytes(image);
    return image;
  }

  private static Specimen cutInto(PageRange... ranges) {
    var maker = new Specimen.Maker(CHRONICLE, Compression.NONE, "");
    for (var range : ranges) {
      maker.shard(1, range);
    }
    return maker.done();
  }

  /// Does something just before one of the reads, and again before each of those that follow when
  /// it is to go on.
  private Replica replicaThat(int read, boolean goesOn, Happening happening) {
    Faults hook =
        operation -> {
          if (operation == Operation.GET) {
            int number = reads++;
            if (number == read || (goesOn && number > read)) {
              now = now.plusSeconds(1);
              happening.now();
            }
          }
          return Optional.<Fault>empty();
        };
    return new Replica(new FaultyStore(store, hook), "");
  }

  private interface Happening {
    void now();
  }

  private void fill(Specimen specimen) {
    try {
      store.delete(List.copyOf(WHOLE.objects().keySet()));
      store.delete(List.copyOf(HALVES.objects().keySet()));
      specimen.in(store);
    } catch (StoreException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private void lose(String folderOfIt) {
    var keys = WHOLE.objects().keySet();
    store.delete(keys.stream().filter(key -> key.text().startsWith(folderOfIt)).toList());
  }

  private int readsOfARestore() throws Exception {
    fill(WHOLE);
    assertExact(restore(replicaThat(-1, false, () -> {})));
    return reads;
  }

  private RestoredDatabase restore(Replica replica) throws Exception {
    return Restoring.restore(replica, new Target.AtIndex(3), folder.resolve("out.db"));
  }

  private void assertExact(RestoredDatabase restored) throws Exception {
    assertEquals(3, restored.commit().index());
    var output = folder.resolve("out.db");
    assertArrayEquals(CHRONICLE.moment(3).file(), Files.readAllBytes(output));
    Files.delete(output);
    Restoring.assertHolds(folder);
  }

  @Test
  void objectsThatArePutAgainAtAnyMomentAreFoundAgain() throws Exception {
    int all = readsOfARestore();
    for (int read = 0; read < all; read++) {
      fill(WHOLE);
      reads = 0;
      assertExact(restore(replicaThat(read, false, () -> fill(WHOLE))));
    }
  }

  @Test
  void aShardThatIsReplacedByTwoOthersAtAnyMomentIsNotMissed() throws Exception {
    int all = readsOfARestore();
    for (int read = 0; read < all; read++) {
      fill(WHOLE);
      reads = 0;
      assertExact(restore(replicaThat(read, false, () -> fill(HALVES))));
    }
  }

  @Test
  void pagesThatAreWrittenStayWritten() throws Exception {
    int all = readsOfARestore();
    reads = 0;
    fill(WHOLE);
    var restored = restore(replicaThat(all - 1, false, () -> fill(HALVES)));
    assertTrue(
        restored.bytesRead() < 2L * PAGES * PAGE_SIZE - (1 << 20), "read " + restored.bytesRead());
    assertExact(restored);
  }

  @Test
  void whatIsLostAtAnyMomentIsNamedAndNothingIsLeftBehind() throws Exception {
    int all = readsOfARestore();
    int named = 0;
    for (int read = 0; read < all; read++) {
      fill(WHOLE);
      reads = 0;
      var replica = replicaThat(read, false, () -> lose("b/"));
      try {
        assertExact(restore(replica));
      } catch (ReplicaException.Damaged damaged) {
        assertEquals("b/0000000000000001/", damaged.problem().object());
        Restoring.assertHolds(folder);
        named++;
      }
    }
    assertTrue(named > all / 2, named + " of " + all);
  }

  @Test
  void aStoreThatNeverHoldsStillIsGivenUpAsTheStoresFault() throws Exception {
    fill(WHOLE);
    var replica = replicaThat(3, true, () -> fill(WHOLE));
    var refused = assertThrows(ReplicaException.Storage.class, () -> restore(replica));
    assertInstanceOf(StoreException.Missing.class, refused.store());
    Restoring.assertHolds(folder);
  }

  @Test
  void aVerificationGoesOnWithWhatReplacedAnObject() throws Exception {
    fill(WHOLE);
    var counting = new Verifier(replicaThat(-1, false, () -> {})).verify();
    int all = reads;
    for (int read = 1; read < all; read++) {
      fill(WHOLE);
      reads = 0;
      var report = new Verifier(replicaThat(read, false, () -> fill(HALVES))).verify();
      assertEquals(List.of(), report.problems(), "read " + read);
      assertEquals(counting.points(), report.points());
    }
  }

  @Test
  void aVerificationNamesWhatIsLostMeanwhile() throws Exception {
    fill(WHOLE);
    new Verifier(replicaThat(-1, false, () -> {})).verify();
    int all = reads;
    int named = 0;
    for (int read = 1; read < all; read++) {
      fill(WHOLE);
      reads = 0;
      var report =
          new Verifier(replicaThat(read, false, () -> lose("c/0000000000000002"))).verify();
      if (!report.isOk()) {
        assertEquals(
            new ObjectKey("c/0000000000000002").text(), report.problems().getFirst().object());
        named++;
      }
    }
    assertTrue(named > 2, named + " of " + all);
  }

  @Test
  void aListGoesOnWithWhatReplacedAnObject() throws Exception {
    fill(WHOLE);
    CommitList.of(replicaThat(-1, false, () -> {})).each(_ -> {});
    int all = reads;
    for (int read = 1; read < all; read++) {
      fill(WHOLE);
      reads = 0;
      var found = new ArrayList<Long>();
      var list = CommitList.of(replicaThat(read, false, () -> fill(WHOLE)));
      list.each(commit -> found.add(commit.record().index()));
      assertEquals(List.of(1L, 2L, 3L, 4L), found);
    }
  }

  @Test
  void aListReadsEachChangeSetJustBeforeItsCommitsAreVisited() throws Exception {
    fill(WHOLE);
    var list = CommitList.of(replicaThat(-1, false, () -> {}));
    int before = reads;
    var readsAtVisit = new ArrayList<Integer>();
    list.each(_ -> readsAtVisit.add(reads - before));
    assertEquals(List.of(1, 2, 3, 4), readsAtVisit);
  }
}
