package bakelite.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class RetryPolicyTest {
  private final StoreException unreachable = new StoreException.Unreachable("cannot", "hint", null);
  private final StoreException denied = new StoreException.Denied("cannot", "hint", null);
  private final StoreException noRoom = new StoreException.Misconfigured("cannot", "hint", null);
  private final StoreException damaged = new StoreException.Damaged("cannot", "hint", null);
  private final StoreException missing = new StoreException.Missing("store", new ObjectKey("a"));

  private final RetryPolicy patient = RetryPolicy.patient();
  private final RetryPolicy brief = RetryPolicy.brief();

  @Property
  void pausesDoubleFromHalfASecondToThirtyAndLieInTheirUpperHalf(
      @ForAll @IntRange(min = 1, max = 500) int failures, @ForAll long seed) {
    var pause = patient.pause(unreachable, failures, new Random(seed)).orElseThrow();
    var most = Math.min(30_000L, 500L << Math.min(failures - 1, 10));
    assertTrue(
        pause.toMillis() >= most / 2 && pause.toMillis() <= most,
        () -> pause + " after " + failures);
  }

  @Test
  void callersThatFailedTogetherComeBackApart() {
    var random = new Random(1);
    var pauses =
        java.util.stream.Stream.generate(() -> patient.pause(unreachable, 5, random))
            .limit(20)
            .distinct()
            .count();
    assertTrue(pauses > 10, () -> pauses + " different pauses");
  }

  @Test
  void aStoreThatAsksForTimeGetsItAndNotLess() {
    var patiently = new StoreException.Throttled("slow down", Duration.ofMinutes(5), null);
    var soon = new StoreException.Throttled("slow down", Duration.ZERO, null);
    assertEquals(Optional.of(Duration.ofMinutes(5)), patient.pause(patiently, 1, new Random(1)));
    var backoff = patient.pause(soon, 7, new Random(1)).orElseThrow();
    assertTrue(backoff.compareTo(Duration.ofSeconds(15)) >= 0, backoff::toString);
  }

  @Test
  void whereOnlyAPersonHelpsADaemonWaitsAMinuteAndACommandDoesNot() {
    for (var cause : new StoreException[] {denied, noRoom}) {
      for (var failures = 1; failures < 100; failures++) {
        assertEquals(
            Optional.of(Duration.ofSeconds(60)), patient.pause(cause, failures, new Random(1)));
      }
      assertEquals(Optional.empty(), brief.pause(cause, 1, new Random(1)));
    }
  }

  @Test
  void whatIsNotThereIsNotAskedForAgain() {
    assertEquals(Optional.empty(), patient.pause(missing, 1, new Random(1)));
  }

  @Test
  void wrongBytesAreReadThreeTimesAtMost() {
    assertTrue(patient.pause(damaged, 1, new Random(1)).isPresent());
    assertTrue(patient.pause(damaged, 2, new Random(1)).isPresent());
    assertEquals(Optional.empty(), patient.pause(damaged, 3, new Random(1)));
  }

  @Test
  void theTriesHaveALimit() {
    assertTrue(brief.pause(unreachable, brief.attempts() - 1, new Random(1)).isPresent());
    for (var cause : new StoreException[] {unreachable, denied, damaged}) {
      assertEquals(Optional.empty(), patient.pause(cause, patient.attempts(), new Random(1)));
    }
  }

  @Test
  void aPolicyThatCannotBeIsRefused() {
    var second = Duration.ofSeconds(1);
    assertThrows(
        IllegalArgumentException.class,
        () -> new RetryPolicy(Duration.ZERO, second, Optional.empty(), 1, second));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RetryPolicy(second, second.dividedBy(2), Optional.empty(), 1, second));
    assertThrows(
        IllegalArgumentException.class,
        () -> new RetryPolicy(second, second, Optional.empty(), 0, second));
  }
}
