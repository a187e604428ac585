package bakelite.replica;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which replicas a place holds.
class ReplicaSearchTest {
  private final MemoryStore store = new MemoryStore(InstantSource.fixed(Instant.EPOCH));

  private void put(String... keys) throws Exception {
    for (var key : keys) {
      store.put(new ObjectKey(key), Content.of(new byte[] {1}));
    }
  }

  private void fill(String folder) throws Exception {
    put(folder + "id");
    for (int i = 1; i <= 20; i++) {
      put(folder + String.format(Locale.ROOT, "c/%016x", i));
    }
  }

  private ReplicaException.NotFound notFound(String name) {
    return assertThrows(
        ReplicaException.NotFound.class, () -> Replica.in(store, Optional.of(name)));
  }

  @Test
  void theNamesOfAllReplicasComeAscending() throws Exception {
    for (var name : List.of("app", "app-old", "app.db", "app_2", "b", "zzzzzzzzz", "0")) {
      fill(name + "/");
    }
    assertEquals(
        List.of("0", "app", "app-old", "app.db", "app_2", "b", "zzzzzzzzz"),
        Replica.namesIn(store));
  }

  @Test
  void foldersOfOtherThingsAreNone() throws Exception {
    put("notes", "photos/2026/a.jpg", "c/readme", "ids/x", "deep/er/id", "zz/zzzzzzzzzzz", "x/id2");
    assertEquals(List.of(), Replica.namesIn(store));
    var refused =
        assertThrows(ReplicaException.NotFound.class, () -> Replica.in(store, Optional.empty()));
    assertEquals("cannot find a replica in memory: expected one, found none", refused.getMessage());
  }

  @Test
  void aReplicaThatLostItsIdentityIsFound() throws Exception {
    put(
        "one/c/0000000000000001",
        "two/b/0000000000000001/0000000000000001-00000001-ffffffff-00c0ffee");
    put("three/t/01/0000000000000001-0000000000000002-00c0ffee");
    assertEquals(List.of("one", "three", "two"), Replica.namesIn(store));
  }

  @Test
  void aStoreThatIsAReplicaHasNoOthers() throws Exception {
    fill("");
    fill("app/");
    assertEquals(List.of(""), Replica.namesIn(store));
    assertEquals("", Replica.in(store, Optional.empty()).keys().prefix());
    assertEquals("app/", Replica.in(store, Optional.of("app")).keys().prefix());
    assertEquals("", Replica.in(store, Optional.of("")).keys().prefix());
  }

  @Test
  void theOnlyReplicaNeedsNoName() throws Exception {
    fill("app/");
    put("notes/x");
    assertEquals("app/", Replica.in(store, Optional.empty()).keys().prefix());
  }

  @Test
  void anotherNameIsRefusedAndThoseThatThereAreAreNamed() throws Exception {
    assertTrue(notFound("app").getMessage().endsWith("found no replica"));
    fill("app/");
    fill("app-old/");
    assertEquals(
        "cannot find the replica 'ap' in memory: expected a folder of that name, found app,"
            + " app-old",
        notFound("ap").getMessage());
  }

  @Test
  void aNameThatNoFolderCanHaveIsNotFoundEither() throws Exception {
    fill("app/");
    for (var name : List.of("App", "app/", "/app", "..", "a b", ".hidden", "x".repeat(300))) {
      assertTrue(notFound(name).getMessage().contains("'" + name + "'"), name);
    }
  }

  @Test
  void aStoreInTroubleIsNotAnEmptyOne() throws Exception {
    fill("app/");
    for (var operation : List.of(Operation.HEAD, Operation.LIST)) {
      var faults = new ScriptedFaults().fault(operation, Fault.unreachable());
      var refused =
          assertThrows(
              ReplicaException.Storage.class,
              () -> Replica.in(new FaultyStore(store, faults), Optional.empty()));
      assertInstanceOf(StoreException.Unreachable.class, refused.store());
      assertEquals(refused.store().hint(), refused.hint());
    }
  }
}
