package bakelite.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.StoreException;
import bakelite.store.testkit.Fault;
import bakelite.store.testkit.FaultyStore;
import bakelite.store.testkit.MemoryStore;
import bakelite.store.testkit.Operation;
import bakelite.store.testkit.ScriptedFaults;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// After a put that was not answered: ours, another writer's, or not to be told now.
class ReadBackTest {
  private static final ObjectKey KEY = new ObjectKey("c/1");
  private static final Content OURS = Content.of(new byte[100_000]);

  private final MemoryStore store = new MemoryStore(InstantSource.system());
  private final ScriptedFaults faults = new ScriptedFaults();
  private final ReadBack readBack = new ReadBack(new FaultyStore(store, faults));

  @BeforeEach
  void put() throws Exception {
    store.putIfAbsent(KEY, OURS);
  }

  @Test
  void bytesThatWereChangedOnTheirWayAreNotAnotherWriters() throws Exception {
    faults.fault(Operation.GET, new Fault.Flipped(70_000, 4));
    assertTrue(readBack.isOurs(KEY, OURS));
  }

  @Test
  void bytesThatStayOtherAreAnotherWriters() throws Exception {
    store.put(KEY, Content.of(new byte[] {1}));
    assertFalse(readBack.isOurs(KEY, OURS));
    assertFalse(readBack.isOurs(KEY, Content.of(new byte[] {2})));
  }

  /// It would else pass for trouble with a file of our own, which ends the protection.
  @Test
  void aConnectionThatBreaksIsTheStoresTrouble() throws Exception {
    faults.fault(Operation.GET, new Fault.BrokenRead(70_000));
    assertThrows(StoreException.Unreachable.class, () -> readBack.isOurs(KEY, OURS));
    assertTrue(readBack.isOurs(KEY, OURS));
  }

  @Test
  void anObjectThatIsNotThereMayStillCome() throws Exception {
    store.delete(java.util.List.of(KEY));
    assertThrows(StoreException.Unreachable.class, () -> readBack.isOurs(KEY, OURS));
  }

  @Test
  void aWriterThatCannotBeReadHasNoName() throws Exception {
    assertEquals("a writer whose object c/1 cannot be read", readBack.writerOf(KEY));
  }
}
