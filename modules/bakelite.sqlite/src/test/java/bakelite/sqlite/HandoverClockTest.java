package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bakelite.wal.Checksum;
import bakelite.wal.Salts;
import bakelite.wal.WalIndexHeader;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HandoverClockTest {
  private final HandoverClock clock = new HandoverClock(at(0));

  @Test
  void attachCountsAsAChangeAndAsAReset() {
    clock.seen(header(1, 5), at(0));
    assertEquals(Duration.ofMillis(30), clock.sinceChange(at(30)));
    assertEquals(Duration.ofMillis(30), clock.sinceReset(at(30)));
  }

  @Test
  void moreFramesAreAChangeAndNewSaltsAResetToo() {
    clock.seen(header(1, 5), at(0));
    clock.seen(header(1, 6), at(10));
    clock.seen(header(1, 6), at(20));
    assertEquals(Duration.ofMillis(20), clock.sinceChange(at(30)));
    assertEquals(Duration.ofMillis(30), clock.sinceReset(at(30)));
    clock.seen(header(2, 1), at(40));
    assertEquals(Duration.ofMillis(5), clock.sinceChange(at(45)));
    assertEquals(Duration.ofMillis(5), clock.sinceReset(at(45)));
  }

  @Test
  void attemptsCountUntilTheWalIsReset() {
    clock.seen(header(1, 5), at(0));
    clock.checkpointed(at(10));
    clock.checkpointed(at(20));
    clock.seen(header(1, 9), at(25));
    assertEquals(2, clock.failedCheckpoints());
    assertEquals(Duration.ofMillis(10), clock.sinceCheckpoint(at(30)));
    clock.seen(header(2, 1), at(35));
    assertEquals(0, clock.failedCheckpoints());
  }

  @Test
  void afterAClockJumpedBackTimeGoesOnFromThere() {
    clock.seen(header(1, 5), at(5000));
    clock.checkpointed(at(5000));
    assertEquals(Duration.ZERO, clock.sinceChange(at(10)));
    clock.seen(header(1, 5), at(10));
    assertEquals(Duration.ofMillis(90), clock.sinceChange(at(100)));
    assertEquals(Duration.ofMillis(90), clock.sinceCheckpoint(at(100)));
  }

  private static Instant at(long millis) {
    return Instant.EPOCH.plusMillis(millis);
  }

  private static WalIndexHeader header(int generation, long frame) {
    return new WalIndexHeader(
        1, false, 4096, frame, 5, new Checksum(0, 0), new Salts(generation, 7));
  }
}
