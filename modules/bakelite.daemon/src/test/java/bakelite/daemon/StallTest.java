package bakelite.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What is a stall, and what explains itself by its state.
class StallTest {
  private static final Instant START = Instant.ofEpochSecond(1_000_000);

  private final Stall stall = new Stall(Duration.ofSeconds(60));

  @Test
  void aDatabaseThatIsAheadForLongerThanTheLimitIsStalled() {
    assertEquals(Optional.empty(), at(60, DatabaseState.PROTECTING, ahead(0)));
    assertEquals(Optional.of(START), at(61, DatabaseState.PROTECTING, ahead(0)));
    assertEquals(Optional.empty(), at(61, DatabaseState.PROTECTING, ahead(10)));
    assertEquals(Optional.empty(), at(900, DatabaseState.PROTECTING, standing(5, 5)));
  }

  @Test
  void whatWaitsForTheStoreCountsFromItsCommit() {
    var waiting =
        new Standing(
            7,
            0,
            5,
            0,
            OptionalLong.of(START.toEpochMilli()),
            OptionalLong.of(START.plusSeconds(30).toEpochMilli()),
            OptionalLong.empty(),
            0);
    assertEquals(Optional.of(START), at(61, DatabaseState.PROTECTING, waiting));
  }

  @Test
  void whileItCatchesUpOnlyStandingStillIsAStall() {
    assertEquals(Optional.empty(), at(0, DatabaseState.CATCHING_UP, ahead(0, 100, 10)));
    assertEquals(Optional.empty(), at(100, DatabaseState.CATCHING_UP, ahead(0, 100, 20)));
    assertEquals(Optional.empty(), at(160, DatabaseState.CATCHING_UP, ahead(0, 100, 20)));
    assertEquals(Optional.of(START), at(161, DatabaseState.CATCHING_UP, ahead(0, 100, 20)));
    assertEquals(Optional.empty(), at(162, DatabaseState.CATCHING_UP, ahead(0, 100, 21)));
  }

  @Test
  void whatHasAnotherReasonIsNoStall() {
    for (var state : DatabaseState.values()) {
      if (state != DatabaseState.PROTECTING && state != DatabaseState.CATCHING_UP) {
        assertEquals(Optional.empty(), at(900, state, ahead(0)), state.words());
      }
    }
    assertEquals(
        Optional.empty(),
        stall.since(DatabaseState.PROTECTING, Optional.empty(), START.plusSeconds(900)));
  }

  private Optional<Instant> at(long second, DatabaseState state, Standing standing) {
    return stall.since(state, Optional.of(standing), START.plusSeconds(second));
  }

  private static Standing ahead(long second) {
    return ahead(second, 5, 5);
  }

  private static Standing ahead(long second, long captured, long durable) {
    return new Standing(
        captured,
        0,
        durable,
        0,
        OptionalLong.empty(),
        OptionalLong.of(START.plusSeconds(second).toEpochMilli()),
        OptionalLong.empty(),
        0);
  }

  private static Standing standing(long captured, long durable) {
    return new Standing(
        captured,
        0,
        durable,
        0,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        0);
  }
}
