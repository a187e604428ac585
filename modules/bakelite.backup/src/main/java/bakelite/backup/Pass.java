package bakelite.backup;

import bakelite.sqlite.DatabaseException;
import java.io.IOException;
import java.time.Duration;

/// A walk over the whole database, cell after cell, after which the replica holds what the database
/// holds and the digest is known. Each cell is as of the commit that is the newest when it is read,
/// so capture and checkpoints go on in between and a walk of an hour holds nothing up.
sealed interface Pass permits OriginPass, ResyncPass {
  /// How soon to ask again for a turn to have a cell in hand; see [CellTurn].
  Duration NEXT_TURN = Duration.ofMillis(50);

  /// Does one piece of it.
  Progress step() throws DatabaseException, IOException;

  /// Whether its closing record is in the spool: nothing is missing but the store's answer.
  boolean isWalked();

  /// How far it came.
  sealed interface Progress {
    /// There is more to do.
    ///
    /// @param again when to take the next step
    record Working(Duration again) implements Progress {}

    /// It is over: what the replica holds is known page by page from its closing record on.
    record Done() implements Progress {}

    /// What is read cannot be joined; the walk has to begin again.
    record Lost(String reason) implements Progress {}
  }
}
