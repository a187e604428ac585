package bakelite.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.ObjectKey;
import bakelite.store.StoreException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final StoreException away = new StoreException.Unreachable("away", "wait", null);
  private final Backoff backoff = new Backoff(new Random(1));

  private static void assertUpperHalfOf(long millis, Duration pause) {
    assertTrue(
        pause.toMillis() >= millis / 2 && pause.toMillis() <= millis, pause + " of " + millis);
  }

  @Test
  void pausesDoubleFromHalfASecondToHalfAMinuteAndNeverEnd() {
    for (long millis = 500; millis < 30_000; millis *= 2) {
      assertUpperHalfOf(millis, backoff.after(away));
    }
    for (int i = 0; i < 5_000; i++) {
      assertUpperHalfOf(30_000, backoff.after(away));
      assertUpperHalfOf(30_000, backoff.afterPassing());
    }
  }

  @Test
  void afterAnAttemptThatWentWellTheyAreShortAgain() {
    for (int i = 0; i < 10; i++) {
      backoff.afterPassing();
    }
    backoff.reset();
    assertUpperHalfOf(500, backoff.after(away));
  }

  @Test
  void aPersonIsGivenAMinute() {
    var denied = new StoreException.Denied("no", "ask", null);
    assertEquals(Duration.ofSeconds(60), backoff.after(denied));
    assertEquals(Duration.ofSeconds(60), backoff.after(denied));
  }

  @Test
  void whatIsDamagedOrGoneIsTriedForEverToo() {
    for (int i = 0; i < 20; i++) {
      backoff.after(new StoreException.Damaged("cut", "again", null));
    }
    assertUpperHalfOf(
        30_000, backoff.after(new StoreException.Missing("store", new ObjectKey("id"))));
  }
}
