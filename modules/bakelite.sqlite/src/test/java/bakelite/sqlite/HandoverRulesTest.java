package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.sqlite.HandoverRules.Action;
import bakelite.sqlite.HandoverRules.Situation;
import bakelite.wal.Checksum;
import bakelite.wal.Salts;
import bakelite.wal.WalIndex;
import bakelite.wal.WalIndexHeader;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HandoverRulesTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final HandoverLimits LIMITS = HandoverLimits.of(16L << 20, Duration.ofSeconds(30));

  @Test
  void aNewCommitIsHandedOverAtOnce() {
    assertEquals(new Action.Capture(), next(at(1, 12), 10, at(1, 10), false, LONG, LONG));
    assertEquals(new Action.Capture(), next(at(1, 12), 10, at(1, 10), true, LONG, LONG));
  }

  @Test
  void rightAfterAResetFramesAreReadUnderTheOldReader() {
    assertEquals(
        new Action.Read(), next(at(2, 3), 0, at(1, 10), true, Duration.ZERO, Duration.ZERO));
  }

  @Test
  void aHundredMillisecondsAfterAResetTheReaderMovesOn() {
    assertEquals(
        new Action.Rest(Duration.ofMillis(1)),
        next(at(2, 3), 0, at(2, 3), true, Duration.ofMillis(99), Duration.ofMillis(99)));
    assertEquals(
        new Action.Capture(),
        next(at(2, 3), 0, at(2, 3), true, Duration.ofMillis(100), Duration.ofMillis(100)));
  }

  @Test
  void aResetUnderAReadMarkGoesToTheHandoverThatProvesIt() {
    assertEquals(
        new Action.Capture(), next(at(2, 3), 0, at(1, 10), false, Duration.ZERO, Duration.ZERO));
  }

  @Test
  void whenAllIsCopiedTheReaderLeavesItsMark() {
    assertEquals(new Action.Release(), next(at(1, 10), 10, at(1, 10), false, LONG, LONG));
    assertEquals(
        new Action.Rest(Duration.ofSeconds(30)), next(at(1, 10), 10, at(1, 10), true, LONG, LONG));
  }

  @Test
  void anEmptyWalIsAtRest() {
    assertEquals(
        new Action.Rest(Duration.ofSeconds(30)), next(at(1, 0), 0, at(1, 0), true, LONG, LONG));
  }

  @Test
  void aQuietQuarterSecondWithFramesNotCopiedIsCheckpointed() {
    assertEquals(
        new Action.Rest(Duration.ofMillis(50)),
        next(at(1, 10), 4, at(1, 10), false, Duration.ofMillis(200), LONG));
    assertEquals(
        new Action.Checkpoint(),
        next(at(1, 10), 4, at(1, 10), false, Duration.ofMillis(250), LONG));
  }

  @Test
  void aLargeWalIsCheckpointedWhileWritersGoOn() {
    assertEquals(
        new Action.Checkpoint(), next(at(1, 5000), 4, at(1, 5000), false, Duration.ZERO, LONG));
  }

  @Test
  void aLargeWalIsCheckpointedAlthoughThereIsAlwaysSomethingNew() {
    assertEquals(
        new Action.Checkpoint(), next(at(1, 5001), 4, at(1, 5000), false, Duration.ZERO, LONG));
    assertEquals(
        new Action.Capture(), next(at(1, 5001), 5000, at(1, 5000), false, Duration.ZERO, LONG));
    assertEquals(
        new Action.Capture(), next(at(1, 5001), 4, at(1, 5000), true, Duration.ZERO, LONG));
  }

  @Test
  void aCheckpointThatDidNotHelpIsNotTriedAgainAtOnce() {
    var seen =
        new Situation(valid(at(1, 10), 4), at(1, 10), false, LONG, LONG, Duration.ofMillis(100));
    assertEquals(new Action.Rest(Duration.ofMillis(150)), HandoverRules.next(seen, LIMITS));
  }

  @Test
  void aLargeWalIsFencedAfterThreeFailuresWhenThatIsAllowedAndLittleIsLeft() {
    var large = at(1, 5000);
    assertEquals(new Action.Fence(), fenced(large, 4500, at(1, 4990), 3, LIMITS.withFence()));
    assertEquals(new Action.Fence(), fenced(large, 4500, large, 7, LIMITS.withFence()));
    for (var other :
        List.of(
            fenced(large, 4500, at(1, 4990), 3, LIMITS),
            fenced(large, 4500, at(1, 4990), 2, LIMITS.withFence()),
            fenced(large, 4500, at(1, 4990), 4, LIMITS.withFence()),
            fenced(large, 100, at(1, 4990), 3, LIMITS.withFence()),
            fenced(large, 4500, at(1, 4900), 3, LIMITS.withFence()),
            fenced(at(1, 300), 4, at(1, 300), 3, LIMITS.withFence()))) {
      assertFalse(other instanceof Action.Fence, () -> "fences by " + other);
    }
  }

  private static Action fenced(
      WalIndexHeader now, long copied, WalIndexHeader captured, int failed, HandoverLimits limits) {
    return HandoverRules.next(
        new Situation(valid(now, copied), captured, false, LONG, LONG, Duration.ZERO, failed),
        limits);
  }

  @Property
  void nobodySleepsOnAReadMarkForLongerThanAQuarterSecondUnlessAllIsInMotion(
      @ForAll @IntRange(max = 3) int frames,
      @ForAll @IntRange(max = 3) int copied,
      @ForAll @IntRange(max = 3) int captured,
      @ForAll boolean sameSalts,
      @ForAll boolean maybeOnRead0,
      @ForAll @IntRange(max = 600) int sinceChange,
      @ForAll @IntRange(max = 600) int sinceReset) {
    var now = at(sameSalts ? 1 : 2, frames);
    var seen =
        new Situation(
            valid(now, Math.min(copied, frames)),
            at(1, captured),
            maybeOnRead0,
            Duration.ofMillis(sinceChange),
            Duration.ofMillis(sinceReset),
            LONG);
    var action = HandoverRules.next(seen, LIMITS);
    if (action instanceof Action.Rest(var atMost)) {
      boolean harmless = maybeOnRead0 && copied >= frames;
      assertTrue(harmless || atMost.compareTo(LIMITS.quiet()) <= 0, () -> seen + " " + action);
      assertTrue(sameSalts && frames == captured, "rests although there is something to capture");
    }
    if (action instanceof Action.Checkpoint) {
      assertTrue(!maybeOnRead0 && sameSalts && frames == captured, () -> "checkpoints at " + seen);
    }
  }

  @Property
  void afterAResetTheReaderStaysForAsLongAsTheRuleSays(
      @ForAll @IntRange(max = 99) int sinceReset, @ForAll @IntRange(max = 3) int frames) {
    var action =
        next(at(2, frames), 0, at(1, 3), true, Duration.ZERO, Duration.ofMillis(sinceReset));
    assertInstanceOf(Action.Read.class, action);
  }

  private static Action next(
      WalIndexHeader now,
      long copied,
      WalIndexHeader captured,
      boolean maybeOnRead0,
      Duration sinceChange,
      Duration sinceReset) {
    return HandoverRules.next(
        new Situation(valid(now, copied), captured, maybeOnRead0, sinceChange, sinceReset, LONG),
        LIMITS);
  }

  private static WalIndex.Valid valid(WalIndexHeader header, long copied) {
    return new WalIndex.Valid(header, copied, List.of(0L, 0L, 0L, 0L, 0L));
  }

  private static WalIndexHeader at(int generation, long frame) {
    return new WalIndexHeader(
        1, false, 4096, frame, 5, new Checksum(0, 0), new Salts(generation, 7));
  }
}
