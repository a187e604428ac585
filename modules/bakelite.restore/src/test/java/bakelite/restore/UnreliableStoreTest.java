package bakelite.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bakelite.format.Compression;
import bakelite.format.Id128;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.Target;
import bakelite.store.StoreException;
import bakelite.store.testkit.Fault;
import bakelite.store.testkit.Faults;
import bakelite.store.testkit.FaultyStore;
import bakelite.store.testkit.MemoryStore;
import bakelite.store.testkit.Operation;
import bakelite.store.testkit.ScriptedFaults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A store that goes wrong in the middle of a restore.
class UnreliableStoreTest {
  private static final Specimen LARGE = large();
  private static final List<Fault> FAULTS =
      List.of(
          Fault.unreachable(),
          Fault.denied(),
          new Fault.LostAnswer(),
          new Fault.ShortRead(0),
          new Fault.ShortRead(300),
          new Fault.BrokenRead(0),
          new Fault.BrokenRead(70_000),
          new Fault.Flipped(777, 4),
          new Fault.Flipped(-1L >>> 1, 128));

  @TempDir Path folder;
  private final MemoryStore store = Specimen.memory();

  @BeforeEach
  void fill() throws Exception {
    LARGE.in(store);
  }

  /// Its shard is so long that its blocks are fetched one by one.
  private static Specimen large() {
    var random = new Random(1);
    var content = new TreeMap<Long, byte[]>();
    for (long page = 1; page <= 90; page++) {
      content.put(page, noise(random));
    }
    var chronicle = new Chronicle(new Id128(5, 6), new Id128(7, 8));
    chronicle.origin(1, 4096, content);
    chronicle.commit(2, 90, false, Map.of(7L, noise(random), 90L, noise(random)));
    return new Specimen.Maker(chronicle, Compression.NONE, "").shard(1, PageRange.ALL).done();
  }

  private static byte[] noise(Random random) {
    var image = new byte[4096];
    random.nextBytes(image);
    return image;
  }

  @Test
  void aRestoreIsExactOrRefusedWhateverTheStoreDoes() throws Exception {
    int exact = 0;
    int refused = 0;
    for (int seed = 0; seed < 300; seed++) {
      var faults = Faults.seeded(new Random(seed), 20, FAULTS);
      try {
        assertExact(restore(new FaultyStore(store, faults)), "seed " + seed);
        exact++;
      } catch (ReplicaException said) {
        assertFalse(said.hint().isEmpty(), "seed " + seed);
        Restoring.assertHolds(folder);
        refused++;
      }
    }
    assertFalse(exact == 0 || refused == 0, exact + " exact, " + refused + " refused");
  }

  /// At each of the calls in turn, so that none is forgotten.
  @Test
  void aConnectionThatBreaksIsTheStoresFaultWhereverItBreaks() throws Exception {
    int reads = readsOfARestore();
    for (int read = 0; read < reads; read++) {
      for (var fault : List.of(new Fault.BrokenRead(0), new Fault.BrokenRead(100))) {
        var faults = new ScriptedFaults().well(Operation.GET, read).fault(Operation.GET, fault);
        var said =
            assertThrows(
                ReplicaException.Storage.class,
                () -> restore(new FaultyStore(store, faults)),
                "read " + read);
        assertInstanceOf(StoreException.Unreachable.class, said.store());
      }
      var cut = new ScriptedFaults().well(Operation.GET, read);
      cut.fault(Operation.GET, new Fault.ShortRead(100));
      var said =
          assertThrows(ReplicaException.Storage.class, () -> restore(new FaultyStore(store, cut)));
      assertInstanceOf(StoreException.Damaged.class, said.store());
    }
    Restoring.assertHolds(folder);
  }

  @Test
  void verifyBlamesTheStoreForWhatTheStoreDoes() throws Exception {
    for (var operation : List.of(Operation.GET, Operation.LIST, Operation.HEAD)) {
      var faults = new ScriptedFaults().well(operation, 1).fault(operation, Fault.unreachable());
      var replica = new Replica(new FaultyStore(store, faults), "");
      assertThrows(ReplicaException.Storage.class, () -> new Verifier(replica).verify());
    }
    var broken = new ScriptedFaults().fault(Operation.GET, new Fault.BrokenRead(9));
    var replica = new Replica(new FaultyStore(store, broken), "");
    assertThrows(ReplicaException.Storage.class, () -> new Verifier(replica).verify());
  }

  private int readsOfARestore() throws Exception {
    var counting = new FaultyStore(store, Faults.none());
    var output = restore(counting);
    assertExact(output, "without faults");
    return counting.calls(Operation.GET);
  }

  private Path restore(FaultyStore unreliable) throws Exception {
    var output = folder.resolve("out.db");
    Restoring.restore(new Replica(unreliable, ""), new Target.Latest(), output);
    return output;
  }

  private void assertExact(Path output, String how) throws Exception {
    assertArrayEquals(LARGE.chronicle().last().file(), Files.readAllBytes(output), how);
    Files.delete(output);
    Restoring.assertHolds(folder);
  }

  @Test
  void blocksOfALongObjectAreFetchedOneByOne() throws Exception {
    var output = folder.resolve("out.db");
    var restored = Restoring.restore(new Replica(store, ""), new Target.Latest(), output);
    assertEquals(LARGE.chronicle().last().record(), restored.commit());
    assertEquals(2, restored.objectsRead());
    assertEquals(92 * 4096, restored.bytesRead());
    assertEquals(90 * 4096, restored.bytes());
    assertExact(output, "long");
  }
}
