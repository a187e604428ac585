package bakelite.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.CommitFlag;
import bakelite.format.Compression;
import bakelite.format.Id128;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.replica.Problem;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.Target;
import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.testkit.MemoryStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Objects that are whole, and not where they should be.
class SubstitutedObjectTest {
  private static final Id128 REPLICA = new Id128(1, 2);
  private static final Specimen SMALL = Restoring.small(REPLICA, "app/");
  private static final ObjectKey IDENTITY = new ObjectKey("app/id");
  private static final ObjectKey NEWEST = new ObjectKey("app/c/0000000000000009");

  private static final ObjectKey NOT_NEEDED = new ObjectKey("app/" + Restoring.NOT_NEEDED);

  @TempDir Path folder;
  private final MemoryStore store = Specimen.memory();

  @BeforeEach
  void fill() throws Exception {
    SMALL.in(store);
  }

  @Test
  void everyMissingObjectIsNamed() throws Exception {
    for (var key : SMALL.objects().keySet()) {
      if (key.equals(NEWEST)) {
        continue;
      }
      store.delete(List.of(key));
      var problems = new ArrayList<>(List.of(verify().getFirst()));
      if (key.equals(NOT_NEEDED)) {
        assertLatest(SMALL.chronicle().last());
      } else {
        problems.add(refused());
      }
      for (var problem : problems) {
        // Which commit a lost shard was as of, nobody knows; its origin and page are named.
        boolean isNamed =
            key.text().startsWith("app/b/")
                ? problem.object().equals("app/b/0000000000000002/")
                    && problem.expected().startsWith("a shard that holds page ")
                : problem.object().equals(key.text());
        assertTrue(isNamed, problem + " is not about " + key);
        assertEquals("none", problem.found());
      }
      put(key, SMALL);
    }
  }

  @Test
  void withoutTheNewestChangeSetTheCommitBeforeItIsTheLatest() throws Exception {
    store.delete(List.of(NEWEST));
    assertEquals(List.of(), verify());
    assertLatest(SMALL.chronicle().moment(7));
  }

  @Test
  void everySwappedPairIsNamed() throws Exception {
    var keys = List.copyOf(SMALL.objects().keySet());
    for (var one : keys) {
      for (var other : keys.subList(keys.indexOf(one) + 1, keys.size())) {
        store.put(one, Content.of(SMALL.objects().get(other)));
        store.put(other, Content.of(SMALL.objects().get(one)));
        var found = verify().stream().map(Problem::object).sorted().toList();
        var both = List.of(one.text(), other.text());
        // Nothing can be said of the others without an identity.
        assertEquals(other.equals(IDENTITY) ? List.of(IDENTITY.text()) : both, found);
        assertTrue(both.contains(refused().object()), () -> both.toString());
        put(one, SMALL);
        put(other, SMALL);
      }
    }
  }

  @Test
  void anObjectOfAnotherReplicaIsNamed() throws Exception {
    var other = List.copyOf(Restoring.small(new Id128(3, 4), "app/").objects().values());
    var keys = List.copyOf(SMALL.objects().keySet());
    for (int i = 0; i < keys.size(); i++) {
      store.put(keys.get(i), Content.of(other.get(i)));
      var found = verify().stream().map(Problem::object).toList();
      if (keys.get(i).equals(IDENTITY)) {
        // The identity decides, so all others are the strangers then.
        assertEquals(keys.size() - 1, found.size());
        assertTrue(found.contains(refused().object()));
      } else {
        assertEquals(List.of(keys.get(i).text()), found);
        if (!keys.get(i).equals(NOT_NEEDED)) {
          assertEquals(keys.get(i).text(), refused().object());
        }
      }
      put(keys.get(i), SMALL);
    }
  }

  @Test
  void aChangeSetOfAnotherLineageDoesNotJoin() throws Exception {
    var fork = new ObjectMaker(forkedAtSeven(), Compression.ZSTD).changeSet(7, 7);
    store.put(new ObjectKey("app/c/0000000000000007"), Content.of(fork));
    for (var problem : List.of(verify().getFirst(), refused())) {
      assertEquals("app/c/0000000000000008", problem.object());
      assertTrue(problem.expected().startsWith("to follow the lineage value "));
    }
  }

  private static Chronicle forkedAtSeven() {
    var fork = new Chronicle(REPLICA, SMALL.chronicle().database());
    for (var moment : SMALL.chronicle().moments().subList(0, 7)) {
      var record = moment.record();
      var flags = record.flags().toArray(CommitFlag[]::new);
      var written = moment.index() == 7 ? Restoring.images(8, 1) : moment.written();
      if (moment.origin() == moment.index()) {
        fork.origin(record.timeMillis(), record.pageSize(), moment.content(), flags);
      } else {
        fork.commit(record.timeMillis(), record.pages(), moment.joins(), written, flags);
      }
    }
    return fork;
  }

  @Test
  void anObjectThatBeginsWithinAnotherIsNamed() throws Exception {
    var twice = new ObjectMaker(SMALL.chronicle(), Compression.ZSTD).changeSet(6, 6);
    store.put(new ObjectKey("app/c/0000000000000006"), Content.of(twice));
    for (var problem : List.of(verify().getFirst(), refused())) {
      assertEquals("app/c/0000000000000006", problem.object());
    }
  }

  @Test
  void anImageThatItsWriterLostBreaksTheDigest() throws Exception {
    var maker = new ObjectMaker(SMALL.chronicle(), Compression.ZSTD);
    var key = new ObjectKey("app/c/0000000000000005");
    store.put(key, Content.of(maker.changeSetWithout(3, 5, 6)));
    // Page 3 counts in commit 9, too: the shard's is not the one that the digest was made of.
    assertEquals(NEWEST.text(), refused().object());
    assertEquals(NEWEST.text(), verify().getFirst().object());
    store.delete(
        List.of(
            new ObjectKey("app/c/0000000000000007"),
            new ObjectKey("app/c/0000000000000008"),
            NEWEST));
    assertEquals(key.text(), verify().getFirst().object());
    assertTrue(refused().expected().startsWith("pages that add up to the digest "));
  }

  @Test
  void anImageThatIsNotWhatItsIndexSaysIsNamedThoughEveryChecksumIsRight() throws Exception {
    var maker = new ObjectMaker(SMALL.chronicle(), Compression.ZSTD);
    store.put(NEWEST, Content.of(maker.changeSetThatLies(4, 9, 9)));
    assertEquals(NEWEST.text(), verify().getFirst().object());
    var refused = refused();
    assertEquals(NEWEST.text(), refused.object());
    assertEquals("page 4 as its index describes it", refused.expected());
  }

  @Test
  void aShardMissingFromAnOlderOriginIsFoundThoughTheLatestRestores() throws Exception {
    var chronicle = new Chronicle(REPLICA, SMALL.chronicle().database());
    var content = new TreeMap<>(Restoring.images(1, 1, 2));
    chronicle.origin(Restoring.START, Restoring.PAGE_SIZE, content);
    chronicle.origin(Restoring.START, Restoring.PAGE_SIZE, content);
    var all = PageRange.ALL;
    var replica =
        new Specimen.Maker(chronicle, Compression.NONE, "two/").shard(2, all).done().in(store);
    var problem = new Verifier(replica).verify().problems().getFirst();
    assertEquals("two/b/0000000000000001/", problem.object());
    Restoring.restore(replica, new Target.Latest(), folder.resolve("out.db"));
    assertArrayEquals(chronicle.last().file(), Files.readAllBytes(folder.resolve("out.db")));
  }

  @Test
  void aStrangerIsNamedByVerifyAndChangesNoRestore() throws Exception {
    var stranger = new ObjectKey("app/c/0000000000000009.bak");
    store.put(stranger, Content.of(new byte[] {1}));
    assertEquals(List.of(stranger.text()), verify().stream().map(Problem::object).toList());
    assertLatest(SMALL.chronicle().last());
  }

  @Test
  void aFenceBehindTheNewestCommitIsPassedOver() throws Exception {
    var chronicle = SMALL.chronicle();
    var fenced = new Specimen.Maker(chronicle, Compression.NONE, "app/").fence().done();
    fenced.in(store);
    assertEquals(List.of(), verify());
    assertEquals(SMALL.objects().size() + 1, new Verifier(replica()).verify().objects());
    assertLatest(chronicle.last());
  }

  private Replica replica() {
    return new Replica(store, "app/");
  }

  private void put(ObjectKey key, Specimen specimen) throws Exception {
    store.put(key, Content.of(specimen.objects().get(key)));
  }

  private List<Problem> verify() throws Exception {
    return new Verifier(replica()).verify().problems();
  }

  private void assertLatest(Chronicle.Moment moment) throws Exception {
    var output = folder.resolve("latest.db");
    Restoring.restore(replica(), new Target.Latest(), output);
    assertArrayEquals(moment.file(), Files.readAllBytes(output));
    Files.delete(output);
  }

  /// Why the latest commit is not restored; nothing is left of the attempt.
  private Problem refused() throws Exception {
    var output = folder.resolve("refused.db");
    var refused =
        assertThrows(
            ReplicaException.Damaged.class,
            () -> Restoring.restore(replica(), new Target.Latest(), output));
    Restoring.assertHolds(folder);
    return refused.problem();
  }
}
