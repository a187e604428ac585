package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.sqlite.Continuity.Mark;
import bakelite.wal.Checksum;
import bakelite.wal.Salts;
import bakelite.wal.WalIndex;
import bakelite.wal.WalIndexHeader;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ContinuityProofTest {
  @Example
  void moreFramesOfOneGenerationAreProved() {
    var continuity = new Continuity(new Mark(at(1, 5), false));
    assertProved(continuity, at(1, 5), at(1, 9), at(1, 9));
    assertBroken(continuity, at(1, 8));
  }

  @Example
  void aReaderOnAReadMarkAllowsNoReset() {
    assertBroken(new Continuity(new Mark(at(1, 5), false)), at(2, 0));
    assertBroken(new Continuity(new Mark(at(1, 0), false)), at(2, 0));
  }

  @Example
  void aReaderOnMark0AllowsOneReset() {
    var continuity = new Continuity(new Mark(at(1, 5), true));
    assertProved(continuity, at(2, 3), at(2, 7));
    assertBroken(continuity, at(3, 1));
  }

  @Example
  void anEmptyGenerationMayBeFollowedByAnother() {
    var continuity = new Continuity(new Mark(at(1, 5), true));
    assertProved(continuity, at(2, 0), at(3, 2));
    assertBroken(continuity, at(4, 2));
  }

  @Example
  void whatIsBrokenStaysBroken() {
    var continuity = new Continuity(new Mark(at(1, 5), false));
    assertBroken(continuity, at(2, 9));
    assertBroken(continuity, at(2, 9));
  }

  @Example
  void theNextReaderAllowsTheNextReset() {
    var continuity = new Continuity(new Mark(at(1, 5), true));
    assertProved(continuity, at(2, 3));
    continuity.holdBy(new Mark(at(2, 3), true));
    assertProved(continuity, at(3, 1));
  }

  /// A model of SQLite's rule: a reader between the looks takes mark 0 exactly when everything up
  /// to its own last frame is copied.
  @Property
  void aReaderThatIsOnMark0IsNeverCalledSurelyElsewhere(
      @ForAll @IntRange(max = 5) int frames,
      @ForAll @IntRange(max = 3) int copied,
      @ForAll @IntRange(max = 3) int moreFrames,
      @ForAll @IntRange(max = 3) int moreCopied,
      @ForAll @IntRange(max = 3) int evenMoreFrames,
      @ForAll @IntRange(max = 3) int evenMoreCopied) {
    int copiedBefore = Math.min(copied, frames);
    int framesThen = frames + moreFrames;
    int copiedThen = Math.min(copiedBefore + moreCopied, framesThen);
    int framesAfter = framesThen + evenMoreFrames;
    int copiedAfter = Math.min(copiedThen + evenMoreCopied, framesAfter);
    boolean onMark0 = copiedThen == framesThen;
    var mark =
        Mark.between(valid(at(1, frames), copiedBefore), valid(at(1, framesAfter), copiedAfter));
    assertTrue(mark.maybeOnRead0() || !onMark0);
    assertEquals(at(1, framesAfter), mark.horizon());
  }

  @Example
  void aReaderThatBeganAcrossAResetIsNotKnown() {
    assertTrue(Mark.between(valid(at(1, 9), 9), valid(at(2, 4), 0)).maybeOnRead0());
    assertFalse(Mark.between(valid(at(1, 9), 2), valid(at(1, 9), 8)).maybeOnRead0());
  }

  private static void assertProved(Continuity continuity, WalIndexHeader... headers) {
    for (var each : headers) {
      assertTrue(continuity.prove(each).isEmpty(), each::toString);
      assertEquals(each, continuity.seen());
    }
  }

  private static void assertBroken(Continuity continuity, WalIndexHeader header) {
    var before = continuity.seen();
    assertTrue(continuity.prove(header).isPresent(), header::toString);
    assertEquals(before, continuity.seen());
  }

  private static WalIndex.Valid valid(WalIndexHeader header, long copied) {
    return new WalIndex.Valid(header, copied, List.of(0L, 0L, 0L, 0L, 0L));
  }

  private static WalIndexHeader at(int generation, long frame) {
    return new WalIndexHeader(
        1, false, 4096, frame, 5, new Checksum(0, 0), new Salts(generation, 7));
  }
}
