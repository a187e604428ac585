package bakelite.store.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.ByteRange;
import bakelite.store.Content;
import bakelite.store.Fetched;
import bakelite.store.ListPage;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The suite sees what is wrong: each store breaks one promise, and the rule for it fails.
class BrokenStoresTest {
  @Test
  void oneThatReplacesWhatIsCreatedTwiceIsCaught() throws Exception {
    var broken =
        new MemoryTarget() {
          @Override
          public ObjectStore open() {
            return new ForwardingStore(super.open()) {
              @Override
              public PutResult putIfAbsent(ObjectKey key, Content content) throws StoreException {
                return new PutResult.Stored(put(key, content));
              }
            };
          }
        };
    caught(broken, StoreConformance::theSecondCreationIsRefusedAndChangesNothing);
    caught(broken, StoreConformance::ofManyRacersExactlyOneStores);
    caught(broken, StoreConformance::aCreationIsRefusedForAnotherClient);
  }

  @Test
  void oneThatAnswersWithOtherBytesThanTheRangeIsCaught() throws Exception {
    var broken =
        new MemoryTarget() {
          @Override
          public ObjectStore open() {
            return new ForwardingStore(super.open()) {
              @Override
              public Fetched get(ObjectKey key, ByteRange range) throws StoreException {
                return get(key);
              }
            };
          }
        };
    caught(broken, StoreConformance::aRangeIsExactlyItsBytes);
    caught(broken, StoreConformance::aRangeOfALargeObjectIsExactlyItsBytes);
    caught(broken, StoreConformance::aRangeBeyondTheEndIsRefusedAsDamaged);
  }

  @Test
  void oneWhosePagesLeaveOutAKeyIsCaught() throws Exception {
    var broken =
        new MemoryTarget() {
          @Override
          public ObjectStore open() {
            return new ForwardingStore(super.open()) {
              @Override
              public ListPage list(String prefix, Optional<ObjectKey> after) throws StoreException {
                var page = super.list(prefix, after);
                var objects = new ArrayList<>(page.objects());
                if (page.more()) {
                  objects.remove(objects.size() / 2);
                }
                return new ListPage(objects, page.more(), page.storeTime());
              }
            };
          }
        };
    caught(broken, StoreConformance::manyObjectsComeInPagesWithoutGapOrDouble);
  }

  @Test
  void oneThatDeletesTheFirstThousandOnlyIsCaught() throws Exception {
    var broken =
        new MemoryTarget() {
          @Override
          public ObjectStore open() {
            return new ForwardingStore(super.open()) {
              @Override
              public void delete(List<ObjectKey> keys) throws StoreException {
                super.delete(keys.subList(0, Math.min(1_000, keys.size())));
              }
            };
          }
        };
    caught(broken, StoreConformance::manyObjectsAreDeletedInOneCall);
  }

  @Test
  void oneThatKeepsWholeObjectsInMemoryIsCaught() throws Exception {
    var large = new Extent(1, 1, 96L << 20);
    caught(
        new MemoryTarget() {
          @Override
          public Extent extent() {
            return large;
          }
        },
        StoreConformance::aLargeObjectPassesThroughConstantMemory);
  }

  @Test
  void oneThatCallsARefusalTroubleOfTheNetworkIsCaught() throws Exception {
    caught(
        under(_ -> Optional.of(Fault.unreachable())), StoreConformance::wrongCredentialsAreDenied);
    caught(
        under(_ -> Optional.of(Fault.unreachable())),
        StoreConformance::expiredCredentialsAreDenied);
    caught(
        under(_ -> Optional.of(Fault.denied())),
        StoreConformance::aPlaceThatIsNotThereIsAMatterOfConfiguration);
    caught(
        under(_ -> Optional.of(Fault.denied())),
        StoreConformance::whereNobodyListensTheStoreIsUnreachable);
  }

  @Test
  void oneThatLetsEverybodyInIsCaught() throws Exception {
    caught(under(Faults.none()), StoreConformance::wrongCredentialsAreDenied);
    caught(under(Faults.none()), StoreConformance::aPlaceThatIsNotThereIsAMatterOfConfiguration);
  }

  @Test
  void aClockThatIsWrongWithoutAWordIsCaught() throws Exception {
    caught(
        under(_ -> Optional.of(Fault.denied())), StoreConformance::aSkewedClockIsMadeUpForOrNamed);
  }

  @Test
  void oneThatWaitsForEverIsCaught() throws Exception {
    caught(
        under(BrokenStoresTest::waitingForEver),
        StoreConformance::aSilentServerIsUnreachableByTheDeadline);
  }

  @Test
  void oneThatForgetsTheInterruptIsCaught() throws Exception {
    caught(
        under(BrokenStoresTest::forgettingTheInterrupt),
        StoreConformance::aCallThatWaitsEndsSoonWhenItsThreadIsInterrupted);
  }

  @Test
  void oneWhoseLostAnswerPassesForATakenNameIsCaught() throws Exception {
    var broken =
        new MemoryTarget() {
          @Override
          public Variant under(Condition condition) {
            return Variant.with(() ->
                new ForwardingStore(open()) {
                  @Override
                  public PutResult putIfAbsent(ObjectKey key, Content content) {
                    return new PutResult.AlreadyExists();
                  }
                });
          }
        };
    caught(broken, StoreConformance::aCreationWhoseAnswerIsLostCanBeReadBack);
  }

  /// The same trouble under every condition.
  private static ConformanceTarget under(Faults faults) {
    return new MemoryTarget() {
      @Override
      public Variant under(Condition condition) {
        return failing(faults);
      }

      @Override
      public Duration deadline() {
        return Duration.ofMillis(500);
      }
    };
  }

  private static Optional<Fault> waitingForEver(Operation operation) {
    var never = new CountDownLatch(1);
    while (true) {
      try {
        never.await();
      } catch (InterruptedException _) {
        // That is what is wrong with it.
      }
    }
  }

  private static Optional<Fault> forgettingTheInterrupt(Operation operation) {
    try {
      var _ = new CountDownLatch(1).await(1, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      // And goes on as if nothing had been.
    }
    return Optional.of(Fault.unreachable());
  }

  private interface Rule {
    void of(StoreConformance suite) throws Exception;
  }

  private static void caught(ConformanceTarget target, Rule rule) throws Exception {
    var suite =
        new StoreConformance() {
          @Override
          protected ConformanceTarget target() {
            return target;
          }
        };
    suite.openTarget();
    var thrown = assertThrows(Throwable.class, () -> rule.of(suite));
    // Left out would be another thing.
    assertTrue(
        thrown instanceof AssertionError || thrown instanceof StoreException, thrown::toString);
  }
}
