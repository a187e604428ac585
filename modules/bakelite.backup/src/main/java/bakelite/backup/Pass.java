package bakelite.backup;

import bakelite.backup.build.CellTurn;
import bakelite.backup.local.FingerprintFile;
import bakelite.format.CommitRecord;
import bakelite.sqlite.DatabaseException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/// A walk over the whole database, cell after cell, after which the replica holds what the database
/// holds and the digest is known. Each cell is as of the commit that is the newest when it is read,
/// so capture and checkpoints go on in between and a walk of an hour holds nothing up.
sealed interface Pass permits OriginPass, ResyncPass {
  /// How soon to ask again for a turn to have a cell in hand.
  Duration NEXT_TURN = Duration.ofMillis(50);

  /// Does one piece of it.
  Progress step() throws DatabaseException, IOException;

  /// Whether its closing record is in the spool: nothing is missing but the store's answer.
  boolean isWalked();

  /// A piece of a walk, as of the newest commit.
  interface Piece {
    Progress make() throws DatabaseException, IOException;
  }

  /// Makes a piece with a cell in hand, when it is this walk's turn to have one.
  static Progress inTurn(Intake intake, Piece piece) throws DatabaseException, IOException {
    var turn = CellTurn.take();
    if (turn.isEmpty()) {
      return new Progress.Working(NEXT_TURN);
    }
    try (var _ = turn.get()) {
      var lost = intake.catchUp();
      return lost.isPresent() ? new Progress.Lost(lost.get()) : piece.make();
    }
  }

  /// Freezes the record that closes a walk over every page.
  static CommitRecord close(Intake intake, FingerprintFile fingerprints) throws IOException {
    // The cursor after the closing record says that every fingerprint is known: they come first.
    fingerprints.force();
    var record =
        Origins.close(intake.nextIndex(), intake.nextTime(), intake.cursor(), fingerprints);
    intake.record(record, false, Map.of());
    return record;
  }

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
