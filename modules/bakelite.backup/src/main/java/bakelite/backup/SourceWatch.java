package bakelite.backup;

import bakelite.wal.WalIndex;
import bakelite.wal.WalIndexHeader;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Says since when the database is ahead of its replica, from the wal-index itself.
///
/// What the writer counts says how far the writer is. A writer whose thread hangs, or that never
/// hears of a commit, counts on and finds itself up to date. So this looks at what SQLite tells
/// every reader, the last committed frame and its generation, and compares that with what was
/// captured.
///
/// ```
/// look 1   wal-index: frame 90, captured: 60     a mark is set at 90; ahead since now
/// look 2   wal-index: 120, captured: 95          90 is passed, by commit 7; not durable yet
/// look 3   wal-index: 150, durable: commit 8     the mark is gone; ahead since now, at 150
/// ```
///
/// Beside a busy writer there is always a frame that was not captured yet. That is why one mark is
/// followed until it is in the replica, instead of asking whether the two are ever equal. Salts
/// tell generations of the WAL apart: captured salts that are neither those of the mark nor those
/// from before it belong to a later one, and a generation begins only when the one before is
/// captured.
public final class SourceWatch {
  private final Supplier<WalIndex> index;
  private final LongSupplier durableIndex;
  private volatile Optional<Captured> captured = Optional.empty();
  private Optional<Mark> mark = Optional.empty();

  /// Up to where the WAL is captured, and the index of the last commit in it.
  private record Captured(WalIndexHeader horizon, long lastIndex) {}

  /// What the source had when it was seen, and the replica had not.
  ///
  /// @param before what was captured then
  /// @param passedBy the index of a commit with which it was captured
  private record Mark(
      Instant since, WalIndexHeader seen, WalIndexHeader before, Optional<Long> passedBy) {
    boolean isPassed(WalIndexHeader horizon) {
      return horizon.salts().equals(seen.salts())
          ? horizon.maxFrame() >= seen.maxFrame()
          : !horizon.salts().equals(before.salts());
    }
  }

  SourceWatch(Supplier<WalIndex> index, LongSupplier durableIndex) {
    this.index = index;
    this.durableIndex = durableIndex;
  }

  /// Everything up to a horizon is captured. Called by the thread that captures.
  void captured(WalIndexHeader horizon, long lastIndex) {
    captured = Optional.of(new Captured(horizon, lastIndex));
  }

  /// Looks now.
  ///
  /// @return when a commit was first seen that is not in the replica yet; empty where there is
  ///   none, or none that could be told
  public synchronized Optional<Instant> aheadSince(Instant now) {
    var known = captured;
    if (known.isEmpty()) {
      return Optional.empty();
    }
    follow(known.get());
    if (mark.isEmpty() && source() instanceof WalIndex.Valid(var seen, var _, var _)) {
      mark = aheadOf(known.get().horizon(), seen, now);
    }
    return mark.map(Mark::since);
  }

  private void follow(Captured known) {
    mark =
        mark.map(old ->
            old.passedBy().isEmpty() && old.isPassed(known.horizon())
                ? new Mark(old.since(), old.seen(), old.before(), Optional.of(known.lastIndex()))
                : old);
    mark =
        mark.filter(
            old -> old.passedBy().isEmpty() || old.passedBy().get() > durableIndex.getAsLong());
  }

  private static Optional<Mark> aheadOf(WalIndexHeader horizon, WalIndexHeader seen, Instant now) {
    boolean isAhead =
        seen.maxFrame() > 0
            && (!seen.salts().equals(horizon.salts()) || seen.maxFrame() > horizon.maxFrame());
    return isAhead ? Optional.of(new Mark(now, seen, horizon, Optional.empty())) : Optional.empty();
  }

  /// The wal-index now; that of a database that was let go of shows nothing.
  private WalIndex source() {
    try {
      return index.get();
    } catch (IllegalStateException closed) {
      return new WalIndex.Absent(String.valueOf(closed.getMessage()));
    }
  }
}
