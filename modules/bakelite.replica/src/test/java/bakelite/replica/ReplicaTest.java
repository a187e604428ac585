package bakelite.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.DamagedException;
import bakelite.format.Id128;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.replica.Inventory.Entry;
import bakelite.store.Content;
import bakelite.store.ObjectVersion;
import bakelite.store.StoreException;
import bakelite.store.testkit.Fault;
import bakelite.store.testkit.FaultyStore;
import bakelite.store.testkit.MemoryStore;
import bakelite.store.testkit.Operation;
import bakelite.store.testkit.ScriptedFaults;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Opening an object proves that it is the one that its key names, of this replica, as listed.
class ReplicaTest {
  private static final Id128 ID = new Id128(1, 2);

  private final BareObjects objects = new BareObjects(ID, 9);
  private final MemoryStore store = new MemoryStore(InstantSource.fixed(Instant.EPOCH));
  private final Replica replica = new Replica(store, "app/");

  private Entry put(ReplicaKey name, byte[] bytes) throws Exception {
    var key = replica.keys().key(name);
    return new Entry(name, key, store.put(key, Content.of(bytes)));
  }

  private Map<ReplicaKey, byte[]> oneOfEach() throws Exception {
    var all = new LinkedHashMap<ReplicaKey, byte[]>();
    all.put(new ReplicaKey.Identity(), objects.identity());
    all.put(new ReplicaKey.ChangeSet(3), objects.time(0, 3, 5));
    all.put(new ReplicaKey.ChangeSet(4), objects.fence(4));
    all.put(new ReplicaKey.TimeObject(2, 3, 5, objects.tag(5)), objects.time(2, 3, 5));
    var range = new PageRange(7, 9);
    all.put(new ReplicaKey.Shard(3, 5, range, objects.tag(5)), objects.shard(3, 5, range));
    return all;
  }

  @Test
  void anObjectUnderItsOwnNameIsOpened() throws Exception {
    for (var object : oneOfEach().entrySet()) {
      assertEquals(
          ID, replica.open(put(object.getKey(), object.getValue())).header().identity().replica());
    }
  }

  @Test
  void anObjectUnderTheNameOfAnotherIsDamageUnderThatName() throws Exception {
    var all = oneOfEach();
    for (var name : all.keySet()) {
      for (var other : all.keySet()) {
        if (!name.equals(other)) {
          assertRefused(name, all.get(other));
        }
      }
    }
  }

  @Test
  void everyNumberOfANameIsComparedWithTheHeader() throws Exception {
    var range = new PageRange(7, 9);
    var tag = objects.tag(5);
    assertRefused(new ReplicaKey.ChangeSet(2), objects.time(0, 3, 5));
    assertRefused(new ReplicaKey.ChangeSet(3), objects.time(1, 3, 5));
    assertRefused(new ReplicaKey.ChangeSet(5), objects.fence(4));
    assertRefused(new ReplicaKey.ChangeSet(3, new Id128(8, 9)), objects.time(0, 3, 5));
    assertRefused(new ReplicaKey.ChangeSet(4, new Id128(8, 9)), objects.fence(4));
    for (var name :
        List.of(
            new ReplicaKey.TimeObject(1, 3, 5, tag),
            new ReplicaKey.TimeObject(2, 2, 5, tag),
            new ReplicaKey.TimeObject(2, 3, 6, tag),
            new ReplicaKey.TimeObject(2, 3, 5, "00c0ffee"))) {
      assertRefused(name, objects.time(2, 3, 5));
    }
    for (var name :
        List.of(
            new ReplicaKey.Shard(2, 5, range, tag),
            new ReplicaKey.Shard(3, 6, range, tag),
            new ReplicaKey.Shard(3, 5, new PageRange(6, 9), tag),
            new ReplicaKey.Shard(3, 5, new PageRange(7, 10), tag),
            new ReplicaKey.Shard(3, 5, range, "00c0ffee"))) {
      assertRefused(name, objects.shard(3, 5, range));
    }
  }

  private void assertRefused(ReplicaKey name, byte[] bytes) throws Exception {
    var entry = put(name, bytes);
    var refused =
        assertThrows(DamagedException.class, () -> replica.open(entry), () -> entry.key().text());
    assertEquals(entry.key().text(), refused.object());
    store.delete(List.of(entry.key()));
  }

  @Test
  void anObjectOfAnotherReplicaIsDamageAndBothIdsAreNamed() throws Exception {
    put(new ReplicaKey.Identity(), objects.identity());
    assertTrue(replica.identity().isPresent());
    var other = new Id128(8, 9);
    var entry = put(new ReplicaKey.ChangeSet(3), new BareObjects(other, 9).time(0, 3, 5));
    var refused = assertThrows(DamagedException.class, () -> replica.open(entry));
    assertEquals("replica " + ID, refused.expected());
    assertEquals(other.toString(), refused.found());
  }

  @Test
  void withoutAnIdentityTheFirstObjectDecides() throws Exception {
    assertEquals(Optional.empty(), replica.identity());
    replica.open(put(new ReplicaKey.ChangeSet(3), objects.time(0, 3, 5)));
    var other = put(new ReplicaKey.ChangeSet(6), new BareObjects(new Id128(8, 9), 9).time(0, 6, 6));
    assertThrows(DamagedException.class, () -> replica.open(other));
  }

  @Test
  void anotherObjectInThePlaceOfTheListedOneIsMissing() throws Exception {
    var name = new ReplicaKey.ChangeSet(3);
    var listed = put(name, objects.time(0, 3, 5));
    put(name, objects.time(0, 3, 5));
    var refused = assertThrows(StoreException.Missing.class, () -> replica.open(listed));
    assertTrue(refused.getMessage().contains(listed.key().text()), refused.getMessage());
    store.delete(List.of(listed.key()));
    assertThrows(StoreException.Missing.class, () -> replica.open(listed));
  }

  @Test
  void whatAStoreSaysComesThroughTheFormatAsTheStoreSaidIt() throws Exception {
    var entry = put(new ReplicaKey.ChangeSet(3), objects.time(0, 3, 5));
    for (var fault :
        List.of(
            Map.entry(Fault.denied(), StoreException.Denied.class),
            Map.entry(Fault.unreachable(), StoreException.Unreachable.class),
            Map.entry((Fault) new Fault.BrokenRead(9), StoreException.Unreachable.class),
            Map.entry((Fault) new Fault.ShortRead(9), StoreException.Damaged.class))) {
      var faults = new ScriptedFaults().fault(Operation.GET, fault.getKey());
      var unreliable = new Replica(new FaultyStore(store, faults), "app/");
      assertThrows(fault.getValue(), () -> unreliable.open(entry));
    }
  }

  @Test
  void anObjectOfNoBytesIsDamage() throws Exception {
    var entry = put(new ReplicaKey.ChangeSet(3), new byte[0]);
    assertThrows(DamagedException.class, () -> replica.open(entry));
  }

  @Test
  void aSmallObjectIsOneRequest() throws Exception {
    var counting = new FaultyStore(store, new ScriptedFaults());
    var entry = put(new ReplicaKey.ChangeSet(3), objects.time(0, 3, 5));
    new Replica(counting, "app/").open(entry);
    assertEquals(1, counting.calls(Operation.GET));
  }

  @Test
  void aReplicaIsCalledAfterItsFolderOrItsStore() {
    assertEquals("app", replica.name());
    assertEquals("memory", new Replica(store, "").name());
  }

  @Test
  void aVersionIsPartOfAnEntry() throws Exception {
    var entry = put(new ReplicaKey.ChangeSet(3), objects.time(0, 3, 5));
    var older =
        new Entry(
            entry.name(),
            entry.key(),
            new ObjectVersion(entry.version().size(), Instant.EPOCH.minusNanos(1)));
    assertThrows(StoreException.Missing.class, () -> replica.open(older));
  }
}
