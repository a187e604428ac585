package bakelite.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.Id128;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.replica.Inventory.Entry;
import bakelite.store.Content;
import bakelite.store.Fence;
import bakelite.store.ListPage;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.ObjectVersion;
import bakelite.store.StoreException;
import bakelite.store.StoredObject;
import bakelite.store.testkit.Fault;
import bakelite.store.testkit.FaultyStore;
import bakelite.store.testkit.MemoryStore;
import bakelite.store.testkit.Operation;
import bakelite.store.testkit.ScriptedFaults;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What one listing shows, in which order, and what it passes over.
class ListingTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00.123456789Z");

  private final MemoryStore store = new MemoryStore(InstantSource.fixed(NOW));
  private final ReplicaKeys keys = new ReplicaKeys("app/");
  private final Replica replica = new Replica(store, "app/");

  private ObjectVersion put(String key) throws Exception {
    return store.put(new ObjectKey(key), Content.of(new byte[key.length()]));
  }

  private ObjectVersion put(ReplicaKey name) throws Exception {
    return put(keys.key(name).text());
  }

  @Test
  void nothingIsNothing() throws Exception {
    var found = replica.list();
    assertTrue(found.isEmpty());
    assertEquals(Optional.empty(), found.head());
    assertEquals(NOW, found.storeTime());
  }

  @Test
  void everyKindComesInTheOrderOfItsNamesWithItsVersion() throws Exception {
    var names =
        List.of(
            new ReplicaKey.Identity(),
            new ReplicaKey.ChangeSet(9),
            new ReplicaKey.ChangeSet(10),
            new ReplicaKey.ChangeSet(4096),
            new ReplicaKey.TimeObject(1, 5, 6, "ffffffff"),
            new ReplicaKey.TimeObject(2, 1, 4, "00000000"),
            new ReplicaKey.Shard(1, 7, new PageRange(1, 2), "00000000"),
            new ReplicaKey.Shard(1, 8, new PageRange(1, 1), "00000000"),
            new ReplicaKey.Shard(9, 9, PageRange.ALL, "00000000"));
    var entries = new ArrayList<Entry>();
    for (var name : names.reversed()) {
      entries.addFirst(new Entry(name, keys.key(name), put(name)));
    }
    var found = replica.list();
    assertEquals(Optional.of(entries.getFirst()), found.identity());
    assertEquals(entries.subList(1, 4), found.changeSets());
    assertEquals(entries.subList(4, 6), found.timeObjects());
    assertEquals(entries.subList(6, 9), found.shards());
    assertEquals(Optional.of(entries.get(3)), found.head());
    assertEquals(List.of(), found.strangers());
    assertFalse(found.isEmpty());
  }

  @Test
  void livesOfAWriterThatOthersCouldOverwriteAreListedBesideOneAnother() throws Exception {
    assertEquals(Fence.STRONG, replica.list().fence());
    var names =
        List.of(
            new ReplicaKey.ChangeSet(8),
            new ReplicaKey.ChangeSet(9),
            new ReplicaKey.ChangeSet(9, new Id128(1, 2)),
            new ReplicaKey.ChangeSet(9, new Id128(2, 1)),
            new ReplicaKey.ChangeSet(10, new Id128(1, 2)));
    var entries = new ArrayList<Entry>();
    for (var name : names.reversed()) {
      entries.addFirst(new Entry(name, keys.key(name), put(name)));
    }
    var found = replica.list();
    assertEquals(entries, found.changeSets());
    assertEquals(Fence.WEAK, found.fence());
    assertEquals(List.of(), found.strangers());
  }

  @Test
  void moreThanAPageOfChangeSetsComesWholeAndEachKeepsItsVersion() throws Exception {
    int count = 2 * MemoryStore.PAGE_SIZE + 1;
    var entries = new ArrayList<Entry>();
    for (int i = 0; i < count; i++) {
      // With gaps: which of them are missing is for the reader of their headers to say.
      var name = new ReplicaKey.ChangeSet(1 + 3L * i);
      entries.add(new Entry(name, keys.key(name), put(name)));
    }
    assertEquals(entries, replica.list().changeSets());
    assertThrows(IndexOutOfBoundsException.class, () -> replica.list().changeSets().get(count));
    assertThrows(IndexOutOfBoundsException.class, () -> replica.list().changeSets().get(-1));
  }

  @Test
  void whatIsListedCannotBeChanged() throws Exception {
    put(new ReplicaKey.ChangeSet(1));
    var listed = replica.list().changeSets();
    assertThrows(UnsupportedOperationException.class, listed::removeFirst);
  }

  @Test
  void foreignNamesAreStrangersInTheReplicasFoldersAndNothingElsewhere() throws Exception {
    put(new ReplicaKey.ChangeSet(1));
    put("app/c/0000000000000001.bak");
    put("app/b/notes");
    put("app/t/02/0");
    put("app/x/cache");
    put("app/readme");
    put("apple/c/0000000000000007");
    put("c/0000000000000008");
    var found = replica.list();
    assertEquals(1, found.changeSets().size());
    assertEquals(
        List.of("app/c/0000000000000001.bak", "app/t/02/0", "app/b/notes"),
        found.strangers().stream().map(stranger -> stranger.key().text()).toList());
    assertEquals(List.of(), found.shards());
  }

  @Test
  void aStoreThatDoesNotAnswerIsNotAnEmptyOne() throws Exception {
    put(new ReplicaKey.ChangeSet(1));
    for (int call = 0; call < 3; call++) {
      var faults = new ScriptedFaults().well(Operation.LIST, call);
      faults.fault(Operation.LIST, Fault.unreachable());
      var unreliable = new Replica(new FaultyStore(store, faults), "app/");
      assertThrows(StoreException.Unreachable.class, unreliable::list);
    }
  }

  /// A listing in another order would be listed for ever, or with objects left out.
  @Test
  void aStoreThatDoesNotListInOrderIsRefused() throws Exception {
    var version = put(new ReplicaKey.ChangeSet(2));
    var one = new StoredObject(keys.key(new ReplicaKey.ChangeSet(1)), version);
    var two = new StoredObject(keys.key(new ReplicaKey.ChangeSet(2)), version);
    for (var page :
        List.of(
            new ListPage(List.of(two, one), false, NOW),
            new ListPage(List.of(one, one), false, NOW),
            new ListPage(List.of(one, two), true, NOW))) {
      var forgetful = new Replica(listing(page), "app/");
      var refused = assertThrows(StoreException.Damaged.class, forgetful::list);
      assertTrue(refused.getMessage().startsWith("cannot list app/c/ in "), refused.getMessage());
    }
  }

  /// The store, but every listing is this page.
  private ObjectStore listing(ListPage page) {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (_, method, arguments) -> {
              try {
                return method.getName().equals("list") ? page : method.invoke(store, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }
}
