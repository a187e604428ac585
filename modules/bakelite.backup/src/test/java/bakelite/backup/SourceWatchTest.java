package bakelite.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bakelite.wal.Checksum;
import bakelite.wal.Salts;
import bakelite.wal.WalIndex;
import bakelite.wal.WalIndexHeader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The wal-index against what was captured, moment by moment.
class SourceWatchTest {
  private static final Instant START = Instant.ofEpochSecond(1_000_000);

  private WalIndex source = new WalIndex.Absent("not yet");
  private long durable;
  private final SourceWatch watch =
      new SourceWatch(
          () -> {
            if (source instanceof WalIndex.Torn) {
              throw new IllegalStateException("closed");
            }
            return source;
          },
          () -> durable);

  @Test
  void aFrameThatIsNotCapturedIsAheadUntilItsCommitIsDurable() {
    captured(1, 60, 6);
    source(1, 90);
    assertEquals(at(10), look(10));
    captured(1, 95, 7);
    assertEquals(at(10), look(20), "captured, and not in the store");
    durable = 6;
    assertEquals(at(10), look(30));
    durable = 7;
    source(1, 95);
    assertEquals(Optional.empty(), look(40));
  }

  @Test
  void aBusySourceThatIsFollowedIsNeverAheadForLong() {
    for (long second = 0; second < 100; second++) {
      durable = second;
      captured(1, 10 * second, second);
      source(1, 10 * second + 15);
      var since = look(second);
      assertEquals(true, since.isPresent());
      assertEquals(
          true, since.get().isAfter(START.plusSeconds(second - 4)), () -> "ahead too long");
    }
  }

  @Test
  void aWriterThatCountsOnAndCapturesNothingIsNotBelieved() {
    captured(1, 60, 6);
    durable = 1_000;
    source(1, 61);
    assertEquals(at(0), look(0));
    source(1, 70);
    assertEquals(at(0), look(500));
  }

  @Test
  void aNewGenerationIsAheadOnceItHasAFrame() {
    captured(1, 60, 6);
    source(2, 0);
    assertEquals(Optional.empty(), look(0));
    source(2, 3);
    assertEquals(at(10), look(10));
    captured(1, 60, 6);
    durable = 6;
    assertEquals(at(10), look(20), "the generation before says nothing of this one");
    captured(2, 2, 7);
    durable = 7;
    assertEquals(at(10), look(30));
    captured(2, 3, 8);
    durable = 8;
    assertEquals(Optional.empty(), look(40));
  }

  @Test
  void aGenerationThatCameLaterPassesTheMarksOfTheOneBefore() {
    captured(1, 60, 6);
    source(1, 90);
    assertEquals(at(0), look(0));
    captured(2, 1, 9);
    durable = 9;
    source(2, 1);
    assertEquals(Optional.empty(), look(10));
  }

  @Test
  void whatCannotBeToldIsNotGuessed() {
    source(1, 90);
    assertEquals(Optional.empty(), look(0), "nothing was captured yet");
    captured(1, 60, 6);
    source = new WalIndex.Absent("not initialised");
    assertEquals(Optional.empty(), look(10));
    source = new WalIndex.Torn();
    assertEquals(Optional.empty(), look(20), "the database was let go of");
  }

  private Optional<Instant> look(long second) {
    return watch.aheadSince(START.plusSeconds(second));
  }

  private static Optional<Instant> at(long second) {
    return Optional.of(START.plusSeconds(second));
  }

  private void captured(int generation, long frame, long lastIndex) {
    watch.captured(header(generation, frame), lastIndex);
  }

  private void source(int generation, long frame) {
    source = new WalIndex.Valid(header(generation, frame), 0, List.of());
  }

  private static WalIndexHeader header(int generation, long frame) {
    return new WalIndexHeader(
        (int) frame, false, 4096, frame, 10, new Checksum(1, 2), new Salts(generation, 77));
  }
}
