package bakelite.backup;

import bakelite.backup.build.CaptureBrokenException;
import bakelite.backup.build.Sealer;
import bakelite.backup.build.Shard;
import bakelite.backup.build.ShardBuilder;
import bakelite.backup.local.LocalState;
import bakelite.format.CommitRecord;
import bakelite.format.LineageValue;
import bakelite.sqlite.DatabaseException;
import bakelite.sqlite.LiveDatabase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A full copy: begins an origin, and makes shards of every page.
///
/// A shard is put when the commit that it is as of is durable; while it is, the next one is made.
/// After the tail shard a record without pages closes the tiling and carries the first digest.
/// While the store is waited for, batches are made in their own time: one at each look would keep
/// the store too busy to ever take the shard.
final class OriginPass implements Pass {
  /// How soon to look again whether the store has a shard.
  private static final Duration SOON = Duration.ofMillis(2);

  private final Intake intake;
  private final LiveDatabase database;
  private final LocalState state;
  private final Uploader uploader;
  private final BackupSurroundings surroundings;
  private final ShardBuilder shards;
  private final LineageValue beforeOrigin;
  private final Instant started;
  private Optional<Shard> uploading = Optional.empty();
  private Optional<Shard> ready = Optional.empty();
  private long nextPage = 1;
  private boolean tailIsTaken;
  private Optional<CommitRecord> closing = Optional.empty();

  /// Begins an origin at what is committed now.
  ///
  /// @param reason for the log and the note of the origin
  OriginPass(
      Intake intake,
      LiveDatabase database,
      LocalState state,
      Uploader uploader,
      Sealer sealer,
      BackupSurroundings surroundings,
      String reason)
      throws DatabaseException, IOException {
    this.intake = intake;
    this.database = database;
    this.state = state;
    this.uploader = uploader;
    this.surroundings = surroundings;
    shards = new ShardBuilder(sealer, state.fingerprints(), state::scratch);
    started = surroundings.clock().instant();
    uploader.withdraw();
    beforeOrigin = intake.cursor().atLast();
    var extent = intake.restart();
    var record =
        Origins.begin(
            intake.nextIndex(),
            intake.nextTime(),
            extent.pages(),
            extent.pageSize(),
            !intake.claimed());
    intake.record(record, true, Map.of("reason", reason));
    surroundings
        .listener()
        .tell(new BackupEvent.CopyStarted(reason, extent.pages(), extent.pageSize()));
  }

  @Override
  public Progress step() throws DatabaseException, IOException {
    if (closing.isPresent()) {
      return closed(closing.get());
    }
    settle();
    if (ready.isPresent() || (tailIsTaken && uploading.isPresent())) {
      return new Progress.Working(SOON);
    }
    return Pass.inTurn(intake, tailIsTaken ? this::close : this::take);
  }

  @Override
  public boolean isWalked() {
    return closing.isPresent();
  }

  /// Hands over the next shard when the one before it is stored.
  private void settle() {
    if (uploading.isEmpty() || !uploader.hasStored(uploading.get())) {
      return;
    }
    long pages = intake.cursor().last().pages();
    long done = Math.min(uploading.get().key().range().to(), pages);
    surroundings.listener().tell(new BackupEvent.CopyProgress(done, pages));
    uploading = ready;
    ready = Optional.empty();
    uploading.ifPresent(uploader::upload);
  }

  private Progress take() throws IOException {
    try {
      var shard = shards.take(database, intake.horizon(), intake.cursor(), beforeOrigin, nextPage);
      nextPage = shard.key().range().to() + 1;
      tailIsTaken = shard.isTail();
      if (uploading.isEmpty()) {
        uploading = Optional.of(shard);
        uploader.upload(shard);
      } else {
        ready = Optional.of(shard);
      }
      return new Progress.Working(Duration.ZERO);
    } catch (CaptureBrokenException broken) {
      return new Progress.Lost(broken.reason());
    }
  }

  private Progress close() throws IOException {
    closing = Optional.of(Pass.close(intake, state.fingerprints()));
    return new Progress.Working(Duration.ZERO);
  }

  /// A copy protects nothing before its closing record is in the store.
  private Progress closed(CommitRecord record) {
    if (uploader.durableIndex() < record.index()) {
      return new Progress.Working(SOON);
    }
    var took = Duration.between(started, surroundings.clock().instant());
    surroundings.listener().tell(new BackupEvent.CopyFinished(record, took));
    return new Progress.Done();
  }
}
