package bakelite.store.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import bakelite.store.Content;
import bakelite.store.ObjectStore;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/// A create-only put is the fence that keeps two writers apart.
public interface CreateOnlyRules extends StoreRules {
  /// Racers for one key.
  int RACERS = 8;

  /// Also when the bytes are the same: whose they are is the caller's question.
  @Test
  default void theSecondCreationIsRefusedAndChangesNothing() throws Exception {
    var store = bench().store();
    var key = bench().key("a");
    bench().create(key, Workbench.ascii("first"));
    var version = store.head(key).orElseThrow();
    for (var other : List.of("second", "first", "")) {
      assertInstanceOf(
          PutResult.AlreadyExists.class,
          store.putIfAbsent(key, Content.of(Workbench.ascii(other))));
      assertEquals("first", bench().text(key));
      assertEquals(version, store.head(key).orElseThrow());
    }
  }

  /// An object is an object, however it came.
  @Test
  default void aCreationIsRefusedByWhatWasPut() throws Exception {
    var key = bench().key("a");
    bench().put(key, "put");
    assertInstanceOf(
        PutResult.AlreadyExists.class,
        bench().store().putIfAbsent(key, Content.of(Workbench.ascii("created"))));
    assertEquals("put", bench().text(key));
  }

  /// An empty object is there, too.
  @Test
  default void aCreationIsRefusedByAnEmptyObject() throws Exception {
    var key = bench().key("a");
    bench().create(key, new byte[0]);
    assertInstanceOf(
        PutResult.AlreadyExists.class,
        bench().store().putIfAbsent(key, Content.of(Workbench.ascii("more"))));
    assertEquals("", bench().text(key));
  }

  /// Another process meets the same fence.
  @Test
  default void aCreationIsRefusedForAnotherClient() throws Exception {
    var key = bench().key("a");
    bench().create(key, Workbench.ascii("first"));
    try (var another = bench().anotherClient()) {
      assertInstanceOf(
          PutResult.AlreadyExists.class,
          another.putIfAbsent(key, Content.of(Workbench.ascii("second"))));
    }
    assertEquals("first", bench().text(key));
  }

  /// The key is free again.
  @Test
  default void afterADeletionTheKeyCanBeCreatedAgain() throws Exception {
    var key = bench().key("a");
    bench().create(key, Workbench.ascii("first"));
    bench().store().delete(List.of(key));
    bench().create(key, Workbench.ascii("second"));
    assertEquals("second", bench().text(key));
  }

  /// Who begins first has nothing; who is there first has the key.
  @Test
  default void aSlowCreationLosesToOneThatOvertakesIt() throws Exception {
    var key = bench().key("a");
    var overtaking = new AtomicReference<@Nullable PutResult>();
    var slow =
        TestContent.halfway(
            Workbench.bytes(200_000, 1),
            () -> {
              try (var another = bench().anotherClient()) {
                // A provider may read a content more than once; the first time counts.
                overtaking.compareAndSet(
                    null, another.putIfAbsent(key, Content.of(Workbench.ascii("fast"))));
              } catch (Exception e) {
                Assertions.fail(e);
              }
            });
    var result = bench().store().putIfAbsent(key, slow);
    assertInstanceOf(PutResult.Stored.class, overtaking.get());
    assertInstanceOf(PutResult.AlreadyExists.class, result);
    assertEquals("fast", bench().text(key));
  }

  /// In every round one racer stores, all others learn it, and the object is the winner's.
  @Test
  default void ofManyRacersExactlyOneStores() throws Exception {
    var clients = new ArrayList<ObjectStore>();
    for (var racer = 0; racer < RACERS; racer++) {
      // Half of them share a client.
      clients.add(racer % 2 == 0 ? bench().store() : bench().anotherClient());
    }
    for (var round = 0; round < bench().extent().rounds(); round++) {
      race(clients, round);
    }
  }

  private void race(List<ObjectStore> clients, int round) throws Exception {
    var key = bench().key("round-" + round);
    var start = new CyclicBarrier(RACERS);
    var racers = new ArrayList<Callable<PutResult>>();
    for (var racer = 0; racer < RACERS; racer++) {
      var client = clients.get(racer);
      var content = Content.of(Workbench.bytes(10_000 + racer, racer));
      racers.add(() -> {
        start.await(Workbench.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        try {
          return client.putIfAbsent(key, content);
        } catch (StoreException.Unreachable | StoreException.Throttled e) {
          // A server under a race may drop connections: the outcome is read back below.
          return new PutResult.Unknown(e);
        }
      });
    }
    var results = Workbench.together(racers);
    var found = bench().read(key);
    var winner = found.length - 10_000;
    assertArrayEquals(Workbench.bytes(10_000 + winner, winner), found, "one racer's, whole");
    for (var racer = 0; racer < RACERS; racer++) {
      switch (results.get(racer)) {
        case PutResult.Stored _ -> assertEquals(winner, racer, "who is told 'stored' has the key");
        case PutResult.AlreadyExists _ ->
            assertNotEquals(winner, racer, "who has the key is not told that it was taken");
        case PutResult.Unknown _ -> {}
      }
    }
  }
}
