package bakelite.sqlite;

import bakelite.wal.WalIndex;
import bakelite.wal.WalIndexHeader;
import java.util.Optional;

/// What proves, look by look, that no frame was missed: the mark of the holding reader, and the
/// last header that was seen under it.
final class Continuity {
  private Mark mark;
  private WalIndexHeader seen;

  /// What is known of a reader's mark.
  ///
  /// @param horizon the wal-index header after it began
  /// @param maybeOnRead0 false only when it surely sits on one of the marks 1 to 4
  record Mark(WalIndexHeader horizon, boolean maybeOnRead0) {
    /// Of a reader that began between two looks. It goes to mark 0 only when everything up to its
    /// own last frame is copied. Between two looks of one generation neither number shrinks, so
    /// when not even the frames of the first look are copied at the second, it did not.
    static Mark between(WalIndex.Valid before, WalIndex.Valid after) {
      boolean sameGeneration = before.header().salts().equals(after.header().salts());
      boolean frames = after.backfilled() < before.header().maxFrame();
      return new Mark(after.header(), !(sameGeneration && frames));
    }

    /// Of a reader before which nobody looked.
    static Mark unknown(WalIndexHeader horizon) {
      return new Mark(horizon, true);
    }
  }

  Continuity(Mark mark) {
    this.mark = mark;
    this.seen = mark.horizon();
  }

  /// Another reader holds now.
  void holdBy(Mark next) {
    mark = next;
  }

  Mark mark() {
    return mark;
  }

  WalIndexHeader seen() {
    return seen;
  }

  /// Judges a header that was seen, and remembers it when it is a legitimate successor.
  ///
  /// New salts are that only once, when the holder may be on mark 0; a generation without frames
  /// may be followed by another. That SQLite adds one to the first salt proves nothing: a
  /// connection that never reset a WAL draws both.
  ///
  /// @return what is wrong; empty when nothing can have been missed
  Optional<String> prove(WalIndexHeader now) {
    boolean sameGeneration = seen.salts().equals(now.salts());
    boolean goneOn = sameGeneration && seen.maxFrame() <= now.maxFrame();
    boolean mayReset = seen.salts().equals(mark.horizon().salts()) || seen.maxFrame() == 0;
    if (goneOn || (!sameGeneration && mark.maybeOnRead0() && mayReset)) {
      seen = now;
      return Optional.empty();
    }
    return Optional.of(
        "expected salts "
            + seen.salts()
            + " and frame "
            + seen.maxFrame()
            + " or later, found salts "
            + now.salts()
            + " and frame "
            + now.maxFrame());
  }
}
