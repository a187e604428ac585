package bakelite.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import bakelite.format.DamagedException;
import bakelite.format.NewerFormatException;
import bakelite.store.ObjectKey;
import bakelite.store.StoreException;
import org.junit.jupiter.api.Test;

/// What people read when a replica does not give what was asked of it.
class ReplicaExceptionTest {
  @Test
  void damageNamesObjectOffsetExpectedAndFound() {
    var cause = new DamagedException("block 3", "c/0000000000000001", 81_920, "9c41", "51b7");
    var damaged = assertInstanceOf(ReplicaException.Damaged.class, ReplicaException.of(cause));
    assertEquals(
        new Problem("c/0000000000000001", 81_920, "9c41", "51b7", cause.hint()), damaged.problem());
    assertEquals(
        "cannot read c/0000000000000001 at byte 81,920: expected 9c41, found 51b7",
        damaged.getMessage());
    assertEquals(cause.hint(), damaged.hint());
  }

  @Test
  void aNewerFormatSaysWhatToInstall() {
    var cause = new NewerFormatException("id", "format version 2", "3.4.5");
    var newer = assertInstanceOf(ReplicaException.NewerFormat.class, ReplicaException.of(cause));
    assertEquals(
        "cannot read id: expected a format that this version knows, found format version 2 written"
            + " by bakelite 3.4.5",
        newer.getMessage());
    assertEquals("install bakelite 3.4.5 or newer", newer.hint());
    assertSame(cause, newer.getCause());
  }

  @Test
  void aStoresRefusalKeepsItsWords() {
    var cause = new StoreException.Missing("memory", new ObjectKey("id"));
    var storage = new ReplicaException.Storage(cause);
    assertEquals(cause.getMessage(), storage.getMessage());
    assertEquals(cause.hint(), storage.hint());
    assertSame(cause, storage.store());
  }
}
