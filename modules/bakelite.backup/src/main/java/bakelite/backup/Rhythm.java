package bakelite.backup;

import bakelite.sqlite.HandoverClock;
import bakelite.sqlite.HandoverLimits;
import bakelite.sqlite.HandoverRules;
import bakelite.sqlite.HandoverRules.Action;
import bakelite.sqlite.LiveDatabase;
import bakelite.wal.WalIndex;
import bakelite.wal.WalIndexHeader;
import java.time.Instant;

/// Looks at a live database and says what the handover rules want done about it.
final class Rhythm {
  private final LiveDatabase database;
  private final HandoverLimits limits;
  private final HandoverClock clock;

  Rhythm(LiveDatabase database, HandoverLimits limits, Instant start) {
    this.database = database;
    this.limits = limits;
    this.clock = new HandoverClock(start);
  }

  /// The next action.
  ///
  /// @param captured the horizon up to which the WAL is captured
  Action next(WalIndexHeader captured, Instant now) {
    if (!(database.look() instanceof WalIndex.Valid seen)) {
      // Somebody is recovering the index right now; a handover says what became of it.
      return new Action.Capture();
    }
    clock.seen(seen.header(), now);
    var situation =
        new HandoverRules.Situation(
            seen,
            captured,
            database.maybeOnRead0(),
            clock.sinceChange(now),
            clock.sinceReset(now),
            clock.sinceCheckpoint(now),
            clock.failedCheckpoints());
    return HandoverRules.next(situation, limits);
  }

  /// A checkpoint was tried.
  void checkpointed(Instant now) {
    clock.checkpointed(now);
  }
}
