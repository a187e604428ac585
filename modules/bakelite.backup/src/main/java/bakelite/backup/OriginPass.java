package bakelite.backup;

import bakelite.backup.build.CaptureBrokenException;
import bakelite.backup.build.Sealer;
import bakelite.backup.build.Shard;
import bakelite.backup.build.ShardBuilder;
import bakelite.backup.local.LocalState;
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
/// A shard is put when the commit that it is as of is durable. After the tail shard a record
/// without pages closes the tiling and carries the first digest.
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
  private Optional<Shard> inHand = Optional.empty();
  private long nextPage = 1;
  private boolean tailIsStored;

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
    shards = new ShardBuilder(sealer, state.fingerprints(), state.scratch("cell"));
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
    if (inHand.isPresent()) {
      if (!uploader.hasStored(inHand.get())) {
        return new Progress.Working(SOON);
      }
      stored(inHand.get());
    }
    var lost = intake.handOver();
    if (lost.isEmpty()) {
      lost = intake.freeze();
    }
    if (lost.isPresent()) {
      return new Progress.Lost(lost.get());
    }
    if (tailIsStored) {
      close();
      return new Progress.Done();
    }
    return take();
  }

  private void stored(Shard shard) {
    inHand = Optional.empty();
    nextPage = shard.key().range().to() + 1;
    tailIsStored = shard.isTail();
    long pages = intake.cursor().last().pages();
    surroundings
        .listener()
        .tell(new BackupEvent.CopyProgress(Math.min(nextPage - 1, pages), pages));
  }

  private Progress take() throws IOException {
    try {
      var shard = shards.take(database, intake.horizon(), intake.cursor(), beforeOrigin, nextPage);
      inHand = Optional.of(shard);
      uploader.upload(shard);
      return new Progress.Working(Duration.ZERO);
    } catch (CaptureBrokenException broken) {
      return new Progress.Lost(broken.reason());
    }
  }

  private void close() throws IOException {
    // The cursor after the closing record says that every fingerprint is known: they come first.
    state.fingerprints().force();
    var cursor = intake.cursor();
    var record = Origins.close(intake.nextIndex(), intake.nextTime(), cursor, state.fingerprints());
    intake.record(record, false, Map.of());
    var took = Duration.between(started, surroundings.clock().instant());
    var last = cursor.last();
    surroundings.listener().tell(new BackupEvent.CopyFinished(last.pages(), last.pageSize(), took));
  }
}
