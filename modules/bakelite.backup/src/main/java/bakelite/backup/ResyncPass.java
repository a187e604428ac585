package bakelite.backup;

import bakelite.backup.build.CaptureBrokenException;
import bakelite.backup.build.CellComparer;
import bakelite.backup.build.Sealer;
import bakelite.backup.local.LocalState;
import bakelite.format.CommitFlag;
import bakelite.format.CommitRecord;
import bakelite.format.Digest;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.sqlite.DatabaseException;
import bakelite.sqlite.LiveDatabase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalLong;

/// A resync: compares every page with the fingerprint of what the replica holds, and ships those
/// that differ. Takes the place of a full copy when nobody can say what happened to the database
/// while nobody watched.
final class ResyncPass implements Pass {
  private final Intake intake;
  private final LiveDatabase database;
  private final LocalState state;
  private final BackupSurroundings surroundings;
  private final CellComparer comparer;
  private final OptionalLong tookOverFrom;
  private final Instant started;
  private long nextPage = 1;
  private long pagesShipped;
  private boolean tailIsCompared;

  /// Begins a resync at what is committed now. The cursor's origin must be complete.
  ///
  /// @param reason for the log and the note of its first record
  /// @param tookOverFrom the index from which the replica was taken over; empty where it was ours
  ResyncPass(
      Intake intake,
      LiveDatabase database,
      LocalState state,
      Sealer sealer,
      BackupSurroundings surroundings,
      String reason,
      OptionalLong tookOverFrom)
      throws DatabaseException, IOException {
    this.intake = intake;
    this.database = database;
    this.state = state;
    this.surroundings = surroundings;
    this.tookOverFrom = tookOverFrom;
    this.comparer = new CellComparer(sealer.hasher(), state.fingerprints());
    this.started = surroundings.clock().instant();
    var extent = intake.restart();
    // What the file says of pages above the last size is from before they were cut off. It has to
    // be gone before a record says that the database is larger: then nothing tells them apart.
    state.fingerprints().forget(intake.cursor().last().pages() + 1, extent.pages());
    var flags = EnumSet.of(CommitFlag.RESYNC, CommitFlag.DIGEST_UNKNOWN);
    if (!intake.claimed()) {
      flags.add(CommitFlag.CLAIM);
    }
    var record =
        new CommitRecord(
            intake.nextIndex(),
            intake.nextTime(),
            extent.pages(),
            extent.pageSize(),
            flags,
            Digest.EMPTY);
    intake.record(record, true, Map.of("reason", reason));
    surroundings
        .listener()
        .tell(new BackupEvent.ResyncStarted(reason, extent.pages(), extent.pageSize()));
  }

  @Override
  public Progress step() throws DatabaseException, IOException {
    return Pass.inTurn(intake, tailIsCompared ? this::close : this::compare);
  }

  /// Its closing record is its end: what was durable before it is protected all the while.
  @Override
  public boolean isWalked() {
    return false;
  }

  private Progress compare() throws IOException {
    var cursor = intake.cursor();
    try {
      long from = nextPage;
      pagesShipped +=
          intake
              .capture()
              .append(
                  journal -> comparer.compare(database, intake.horizon(), cursor, from, journal),
                  cursor.last().pages(),
                  cursor.last().pageSize());
    } catch (CaptureBrokenException broken) {
      return new Progress.Lost(broken.reason());
    }
    var range = CellComparer.range(nextPage, cursor);
    tailIsCompared = range.to() == PageRange.END;
    nextPage = range.to() + 1;
    return new Progress.Working(Duration.ZERO);
  }

  private Progress close() throws IOException {
    var record = Pass.close(intake, state.fingerprints());
    var took = Duration.between(started, surroundings.clock().instant());
    surroundings
        .listener()
        .tell(new BackupEvent.ResyncFinished(pagesShipped, record.pages(), took, tookOverFrom));
    return new Progress.Done();
  }
}
