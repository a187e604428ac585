package bakelite.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Time is moved by hand: a pause moves the clock and notes how long it was.
final class RetriesTest {
  private final StoreException unreachable =
      new StoreException.Unreachable("cannot reach", "hint", null);

  private final List<Duration> pauses = new ArrayList<>();
  private final List<StoreException> heard = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private int attempts;

  private Retries retries(RetryPolicy policy) {
    return new Retries(
        policy,
        pause -> {
          pauses.add(pause);
          now = now.plus(pause);
        },
        () -> now,
        new Random(1),
        (cause, pause) -> {
          heard.add(cause);
          assertTrue(pause.isPositive());
        });
  }

  private int failTimes(int times, StoreException cause) throws StoreException {
    if (attempts++ < times) {
      throw cause;
    }
    return attempts;
  }

  @Test
  void anAnswerNeedsNoPause() throws Exception {
    assertEquals(1, retries(RetryPolicy.patient()).call(() -> failTimes(0, unreachable)));
    assertEquals(List.of(), pauses);
  }

  @Test
  void aFailureIsTriedAgainUntilThereIsAnAnswer() throws Exception {
    assertEquals(6, retries(RetryPolicy.patient()).call(() -> failTimes(5, unreachable)));
    assertEquals(5, pauses.size());
    assertEquals(5, heard.size());
    for (var i = 0; i < 5; i++) {
      var most = 500L << i;
      var millis = pauses.get(i).toMillis();
      assertTrue(millis >= most / 2 && millis <= most, () -> "pauses " + pauses);
    }
  }

  @Test
  void anUnknownOutcomeIsAnAnswer() throws Exception {
    var unknown = new PutResult.Unknown(new java.io.IOException("lost"));
    var result = retries(RetryPolicy.patient()).<PutResult>call(() -> unknown);
    assertSame(unknown, result);
  }

  @Test
  void theLastFailureIsThrownWhenTheTriesAreUsedUp() {
    var retries = retries(RetryPolicy.brief());
    var error =
        assertThrows(
            StoreException.Unreachable.class,
            () -> retries.call(() -> failTimes(Integer.MAX_VALUE, unreachable)));
    assertSame(unreachable, error);
    assertTrue(attempts <= RetryPolicy.brief().attempts());
  }

  @Test
  void noTryBeginsAfterTheTimeIsUp() {
    var start = now;
    var retries = retries(RetryPolicy.patient());
    assertThrows(
        StoreException.Unreachable.class,
        () ->
            retries.call(() -> {
              // A slow failure: the time counts, not the number of tries.
              now = now.plus(Duration.ofMinutes(10));
              return failTimes(Integer.MAX_VALUE, unreachable);
            }));
    assertTrue(attempts <= 6, () -> attempts + " tries of ten minutes in an hour");
    assertFalse(now.isAfter(start.plus(Duration.ofMinutes(71))));
  }

  @Test
  void aFailureThatNoTryHelpsIsThrownAtOnce() {
    var missing = new StoreException.Missing("store", new ObjectKey("a"));
    var retries = retries(RetryPolicy.patient());
    assertThrows(StoreException.Missing.class, () -> retries.call(() -> failTimes(9, missing)));
    assertEquals(1, attempts);
    assertEquals(List.of(), pauses);
  }

  @Test
  void anInterruptEndsItBeforeTheNextTry() {
    var retries = retries(RetryPolicy.patient());
    assertThrows(
        InterruptedException.class,
        () ->
            retries.call(() -> {
              Thread.currentThread().interrupt();
              return failTimes(9, unreachable);
            }));
    assertEquals(1, attempts);
    assertFalse(Thread.interrupted(), "it was told by the exception");
  }

  @Test
  void aPauseThatIsInterruptedEndsIt() {
    var retries =
        new Retries(
            RetryPolicy.patient(),
            _ -> {
              throw new InterruptedException();
            },
            () -> now,
            new Random(1),
            (_, _) -> {});
    assertThrows(InterruptedException.class, () -> retries.call(() -> failTimes(9, unreachable)));
    assertEquals(1, attempts);
  }
}
