package bakelite.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchingTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Batching batching = new Batching(Duration.ofMillis(250), Duration.ofSeconds(1));

  @Test
  void withoutCommitsNothingIsDue() {
    assertEquals(Optional.empty(), batching.dueIn(START));
  }

  @Test
  void aSingleCommitIsDueAfterTheDebounce() {
    batching.captured(START);

    assertEquals(Optional.of(Duration.ofMillis(250)), batching.dueIn(START));
    assertEquals(Optional.of(Duration.ZERO), batching.dueIn(at(250)));
    assertEquals(Optional.of(Duration.ZERO), batching.dueIn(at(9000)));
  }

  @Test
  void aBurstThatDoesNotEndIsDueAfterTheLongestDelay() {
    for (int millis = 0; millis <= 950; millis += 50) {
      batching.captured(at(millis));
    }

    assertEquals(Optional.of(Duration.ofMillis(40)), batching.dueIn(at(960)));
    assertEquals(Optional.of(Duration.ZERO), batching.dueIn(at(1000)));
  }

  @Test
  void twoBatchesAreNeverCloserThanTheLongestDelay() {
    batching.captured(START);
    batching.frozen(at(250));
    batching.captured(at(300));

    assertEquals(Optional.of(Duration.ofMillis(500)), batching.dueIn(at(750)));
    assertEquals(Optional.of(Duration.ZERO), batching.dueIn(at(1250)));
  }

  @Test
  void withoutADebounceEveryCommitIsDueAtOnce() {
    var eager = new Batching(Duration.ZERO, Duration.ofSeconds(1));
    eager.captured(START);
    eager.frozen(START);
    eager.captured(at(1));

    assertEquals(Optional.of(Duration.ZERO), eager.dueIn(at(1)));
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }
}
