package bakelite.store.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.ByteRange;
import bakelite.store.Content;
import bakelite.store.Fence;
import bakelite.store.Fetched;
import bakelite.store.ListPage;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import bakelite.store.StoreProbe;
import bakelite.store.StoredObject;
import bakelite.store.Trait;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What a probe finds out about a store, and that it leaves nothing there.
class StoreProbeTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  private final MemoryStore memory = new MemoryStore(InstantSource.fixed(NOW));
  private long seed = 1;

  @Test
  void aStoreThatKeepsTheContractIsStrongAndStaysEmpty() throws Exception {
    assertEquals(Fence.STRONG, probe(memory).fence());
    assertEquals(Optional.of(Fence.STRONG), probe(memory).capabilities().fence());
    assertEquals(
        List.of(
            "GOOD storage",
            "GOOD range",
            "GOOD listing",
            "GOOD create-only",
            "GOOD delete",
            "GOOD clock"),
        words(memory));
    assertLeft();
  }

  @Test
  void aStoreThatReplacesWhatIsCreatedTwiceIsWeak() throws Exception {
    assertWeak(
        new ForwardingStore(memory) {
          @Override
          public PutResult putIfAbsent(ObjectKey key, Content content) throws StoreException {
            return new PutResult.Stored(put(key, content));
          }
        });
  }

  @Test
  void aStoreThatReplacesAndSaysThatItDidNotIsWeak() throws Exception {
    assertWeak(
        new ForwardingStore(memory) {
          @Override
          public PutResult putIfAbsent(ObjectKey key, Content content) throws StoreException {
            put(key, content);
            return new PutResult.AlreadyExists();
          }
        });
  }

  /// It refuses what is there by the time it looks, as most do that look before they store.
  @Test
  void aStoreThatLooksBeforeItStoresIsFoundOutByTheRace() throws Exception {
    var looking = new AtomicInteger();
    assertWeak(
        new ForwardingStore(memory) {
          @Override
          public PutResult putIfAbsent(ObjectKey key, Content content) throws StoreException {
            if (head(key).isPresent()) {
              return new PutResult.AlreadyExists();
            }
            looking.incrementAndGet();
            awaitSomebodyElse();
            return new PutResult.Stored(put(key, content));
          }

          private void awaitSomebodyElse() {
            var deadline = System.nanoTime() + Duration.ofMillis(200).toNanos();
            var mine = looking.get();
            while (looking.get() == mine && System.nanoTime() < deadline) {
              Thread.onSpinWait();
            }
          }
        });
  }

  private void assertWeak(ObjectStore store) throws Exception {
    assertEquals(Fence.WEAK, probe(store).fence());
    var found = probe(store).capabilities();
    assertEquals(Optional.of(Fence.WEAK), found.fence());
    assertTrue(found.isUsable());
    assertTrue(words(store).contains("DOUBTFUL create-only"));
    assertLeft();
  }

  /// The client's own retry is refused by its first try; that is no second writer.
  @Test
  void lostAnswersDoNotConvictAStore() throws Exception {
    var random = new Random(5);
    for (var i = 0; i < 50; i++) {
      var store =
          new FaultyStore(memory, Faults.seeded(random, 3, List.of(new Fault.LostAnswer())));
      try {
        assertEquals(Fence.STRONG, probe(store).fence());
      } catch (StoreException.Unreachable _) {
        // Nothing was found out, then.
      }
    }
    memory.delete(
        memory.list("", Optional.empty()).objects().stream().map(StoredObject::key).toList());
  }

  @Test
  void aRacerThatIsRefusedForBeingManyIsNoProofOfAnything() throws Exception {
    var calls = new AtomicInteger();
    Faults everyThird =
        operation ->
            operation == Operation.PUT_IF_ABSENT && calls.incrementAndGet() % 3 == 0
                ? Optional.of(Fault.throttled(Duration.ZERO))
                : Optional.empty();
    // The first two are the pair; then come the racers.
    assertEquals(Fence.STRONG, probe(new FaultyStore(memory, everyThird)).fence());
  }

  @Test
  void whereNothingCanBeDeletedTheSameFewNamesAreUsedAgain() throws Exception {
    var store =
        new FaultyStore(
            memory,
            operation ->
                operation == Operation.DELETE ? Optional.of(Fault.denied()) : Optional.empty());
    for (var i = 0; i < 10; i++) {
      var found = probe(store).capabilities();
      assertEquals(Optional.of(Fence.STRONG), found.fence());
      assertTrue(found.isUsable(), found::toString);
      assertEquals(Fence.STRONG, probe(store).fence());
    }
    var left = memory.list("", Optional.empty()).objects();
    assertTrue(left.size() <= 8, left::toString);
    assertTrue(words(store).contains("DOUBTFUL delete"));
  }

  @Test
  void whereNothingCanBeDeletedAWeakStoreIsFoundOutEveryTime() throws Exception {
    var store =
        new ForwardingStore(memory) {
          @Override
          public PutResult putIfAbsent(ObjectKey key, Content content) throws StoreException {
            return new PutResult.Stored(put(key, content));
          }

          @Override
          public void delete(List<ObjectKey> keys) throws StoreException {
            throw new StoreException.Denied("cannot delete: expected permission", "ask", null);
          }
        };
    for (var i = 0; i < 5; i++) {
      assertEquals(Fence.WEAK, probe(store).fence());
    }
  }

  @Test
  void aRightThatIsMissingIsNamedAndWhatWasWrittenIsGone() throws Exception {
    for (var missing : List.of(Operation.PUT_IF_ABSENT, Operation.GET, Operation.LIST)) {
      var store = new FaultyStore(memory, new ScriptedFaults().fault(missing, Fault.denied()));
      var found = probe(store).capabilities();
      assertEquals(Optional.empty(), found.fence(), missing.toString());
      var bad = found.traits().stream().filter(t -> t.grade() == Trait.Grade.BAD).toList();
      assertEquals(1, bad.size(), found::toString);
      assertEquals("ask its owner", bad.getFirst().hint());
      assertLeft();
    }
  }

  @Test
  void bytesThatChangeOnTheirWayAreSeen() throws Exception {
    var flipped = new ScriptedFaults().fault(Operation.GET, new Fault.Flipped(3, 1));
    assertEquals("BAD storage", words(new FaultyStore(memory, flipped)).getFirst());
    assertLeft();
  }

  @Test
  void aStoreThatGivesTheWholeForAPartIsSeen() throws Exception {
    var store =
        new ForwardingStore(memory) {
          @Override
          public Fetched get(ObjectKey key, ByteRange range) throws StoreException {
            return get(key);
          }
        };
    assertTrue(words(store).contains("BAD range"));
    assertLeft();
  }

  @Test
  void aListingThatLagsIsSeen() throws Exception {
    var store =
        new ForwardingStore(memory) {
          @Override
          public ListPage list(String prefix, Optional<ObjectKey> after) {
            return new ListPage(List.of(), false, NOW);
          }
        };
    assertTrue(words(store).contains("BAD listing"));
    assertLeft();
  }

  @Test
  void aStoreThatCannotBeAskedIsNeitherStrongNorWeak() {
    var away = new FaultyStore(memory, _ -> Optional.of(Fault.unreachable()));
    assertThrows(StoreException.Unreachable.class, () -> probe(away).fence());
    assertEquals(List.of("BAD storage", "BAD clock"), words(away));
  }

  @Test
  void clocksThatDifferAreTold() {
    for (var apart : List.of(Duration.ofMinutes(5), Duration.ofMinutes(-5))) {
      var traits = probe(memory, NOW.plus(apart)).capabilities().traits();
      assertEquals(Trait.Grade.DOUBTFUL, traits.getLast().grade());
      assertTrue(traits.getLast().found().contains("300 s"), traits::toString);
    }
    var near = probe(memory, NOW.plusSeconds(3)).capabilities().traits().getLast();
    assertEquals(Trait.Grade.GOOD, near.grade());
  }

  @Test
  void whatTheProviderKnowsIsToldToo() {
    var versioned = Trait.doubtful("versioning", "the bucket keeps every version", "expire them");
    var store =
        new ForwardingStore(memory) {
          @Override
          public List<Trait> traits() {
            return List.of(versioned);
          }
        };
    assertEquals(versioned, probe(store).capabilities().traits().getLast());
  }

  private StoreProbe probe(ObjectStore store) {
    return probe(store, NOW);
  }

  private StoreProbe probe(ObjectStore store, Instant now) {
    return new StoreProbe(store, "app/x/", InstantSource.fixed(now), new Random(seed++));
  }

  private List<String> words(ObjectStore store) {
    return probe(store).capabilities().traits().stream()
        .map(trait -> trait.grade() + " " + trait.subject())
        .toList();
  }

  private void assertLeft() throws Exception {
    assertEquals(List.of(), memory.list("", Optional.empty()).objects());
  }
}
