package bakelite.backup;

import bakelite.backup.build.Sealer;
import bakelite.backup.local.Cursor;
import bakelite.backup.local.LocalState;
import bakelite.sqlite.Checkpoint;
import bakelite.sqlite.DatabaseException;
import bakelite.sqlite.HandoverLimits;
import bakelite.sqlite.HandoverRules.Action;
import bakelite.sqlite.LiveDatabase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The write journey of one attached database, from its WAL to the spool: capture, batches, full
/// copies and resyncs, checkpoints. The uploader takes it from there.
///
/// `step` does one bounded piece of work and says how long it may rest. No thread and no sleep
/// inside, so whoever calls it decides about time. Confined to one thread.
public final class Replicator {
  /// How soon to look again while there is no room for more.
  private static final Duration WITHOUT_ROOM = Duration.ofMillis(100);

  /// How long to try for the write lock before writers are let go on.
  private static final Duration LONGEST_FENCE = Duration.ofSeconds(2);

  /// How often to ask whether the files at the path are still those that are held.
  private static final Duration IDENTITY_EVERY = Duration.ofSeconds(1);

  private final LiveDatabase database;
  private final BackupSettings settings;
  private final LocalState state;
  private final Sealer sealer;
  private final BackupSurroundings surroundings;
  private final Uploader uploader;
  private final Intake intake;
  private final Rhythm rhythm;
  private final SourceWatch source;
  private Optional<Pass> pass = Optional.empty();
  private OptionalLong tookOverFrom = OptionalLong.empty();
  private boolean isSkipping;
  private boolean isBehind;
  private Instant identityChecked = Instant.EPOCH;

  Replicator(
      LiveDatabase database,
      BackupSettings settings,
      LocalState state,
      Sealer sealer,
      BackupSurroundings surroundings,
      Uploader uploader,
      Recovery recovery) {
    this.database = database;
    this.settings = settings;
    this.state = state;
    this.sealer = sealer;
    this.surroundings = surroundings;
    this.uploader = uploader;
    this.intake = new Intake(database, settings, state, sealer, surroundings, recovery);
    var limits = HandoverLimits.of(settings.maxWalBytes(), settings.safetyPoll()).withFence();
    this.rhythm = new Rhythm(database, limits, surroundings.clock().instant());
    this.source = new SourceWatch(database::look, uploader::durableIndex);
  }

  /// Says whether the database is ahead, by its own wal-index. Any thread may ask it.
  public SourceWatch source() {
    return source;
  }

  /// Goes on after the cursor, where continuity is proved, else with a walk over all pages.
  ///
  /// @param doubt why it is known already that continuity is broken
  void begin(Optional<String> doubt) throws DatabaseException, IOException {
    if (!intake.cursor().source().isKnown()) {
      tookOverFrom = OptionalLong.of(intake.cursor().index());
    }
    var broken = doubt.or(() -> Continuity.broken(intake.cursor(), database));
    if (broken.isEmpty()) {
      broken = intake.handOver();
    }
    if (broken.isPresent()) {
      lost(broken.get());
    } else {
      surroundings.listener().tell(new BackupEvent.Resumed(intake.cursor().index()));
    }
    publish();
  }

  private void publish() {
    intake
        .capture()
        .known()
        .ifPresent(horizon -> source.captured(horizon, intake.capture().lastIndex()));
  }

  /// Does what is due.
  ///
  /// @return how long nothing needs to be done, unless the database changes
  public Duration step() throws DatabaseException, IOException {
    try {
      return doWhatIsDue();
    } finally {
      publish();
    }
  }

  private Duration doWhatIsDue() throws DatabaseException, IOException {
    checkIdentity();
    if (!hasRoom()) {
      return shorter(WITHOUT_ROOM, followRules());
    }
    var rest = followRules();
    rest = shorter(rest, freezeIfDue());
    return shorter(rest, walk());
  }

  /// Captures whatever is committed now and freezes it, with a claim behind it that lets go of the
  /// replica. Nothing may follow.
  public void finish() throws DatabaseException, IOException {
    // The next start begins a full copy anew that did not come to its end.
    uploader.withdraw();
    if (isSkipping) {
      // The next start compares what this one could not take.
      return;
    }
    var broken = intake.catchUp();
    // What is not proved is found again by the next start.
    isBehind = broken.isPresent();
    if (broken.isEmpty() && intake.claimed()) {
      var release = Origins.claim(intake.nextIndex(), intake.nextTime(), intake.cursor(), true);
      intake.record(release, false, Map.of());
    }
  }

  /// Whether the replica holds what the database holds, up to what is captured.
  public boolean isProtecting() {
    return pass.filter(walk -> !walk.isWalked()).isEmpty() && !isSkipping && !isBehind;
  }

  /// The index of the newest commit that is safe from the application's checkpoints.
  public long capturedIndex() {
    return intake.capture().lastIndex();
  }

  /// The time of that commit, milliseconds since 1970 UTC.
  public long capturedAtMillis() {
    return intake.capture().lastTime();
  }

  /// A file that was replaced makes no event that could be told from others; nor does another part
  /// of this process that takes our locks away.
  private void checkIdentity() {
    var now = surroundings.clock().instant();
    if (Duration.between(identityChecked, now).abs().compareTo(IDENTITY_EVERY) >= 0) {
      identityChecked = now;
      var wrong = database.moved().or(database::lostLocks);
      if (wrong.isPresent()) {
        throw new SourceMovedException(wrong.get());
      }
    }
  }

  /// Whether there is room for more. A full spool is left behind when half of it is empty: until
  /// then nothing is captured, so that the application's WAL stays as small as ever, and what was
  /// missed is compared and shipped afterwards.
  private boolean hasRoom() throws DatabaseException, IOException {
    long bytes = state.spool().bytes() + intake.capture().journalBytes();
    if (isSkipping) {
      if (bytes > settings.spoolMaxBytes() / 2) {
        return false;
      }
      isSkipping = false;
      lost("the local spool was full");
      return true;
    }
    if (bytes <= settings.spoolMaxBytes()) {
      return true;
    }
    // What was captured is a prefix of the history, and stays one.
    var unusable = intake.freeze();
    isSkipping = true;
    pass = Optional.empty();
    surroundings.listener().tell(new BackupEvent.SpoolFull(bytes));
    unusable.ifPresent(why -> surroundings.listener().tell(new BackupEvent.ContinuityLost(why)));
    return false;
  }

  private Duration followRules() throws DatabaseException, IOException {
    return switch (rhythm.next(intake.horizon(), surroundings.clock().instant())) {
      case Action.Read() -> isSkipping ? handOver() : checked(intake.readUnderHold());
      case Action.Capture(), Action.Release() -> handOver();
      case Action.Checkpoint() -> checkpoint();
      case Action.Fence() -> fence();
      case Action.Rest(var atMost) -> atMost;
    };
  }

  private Duration handOver() throws DatabaseException, IOException {
    if (isSkipping) {
      intake.restart();
      return Duration.ZERO;
    }
    return checked(intake.handOver());
  }

  private Duration checkpoint() throws DatabaseException, IOException {
    handOver();
    return afterCheckpoint(database.checkpoint());
  }

  /// The last resort against a WAL that grows: writers wait for a moment.
  private Duration fence() throws DatabaseException, IOException {
    var fence = database.fence(surroundings.clock(), LONGEST_FENCE);
    if (fence.isEmpty()) {
      rhythm.checkpointed(surroundings.clock().instant());
      return Duration.ZERO;
    }
    try (var standing = fence.get()) {
      if (isSkipping) {
        intake.capture().skipTo(standing.horizon());
        return afterCheckpoint(standing.complete());
      }
      var broken = intake.readUpTo(standing.horizon());
      return broken.isPresent() ? checked(broken) : afterCheckpoint(standing.complete());
    }
  }

  private Duration afterCheckpoint(Checkpoint result) throws DatabaseException, IOException {
    rhythm.checkpointed(surroundings.clock().instant());
    return switch (result) {
      // Everything is copied: a new reader goes to mark 0, and the next writer resets the WAL.
      case Checkpoint.Done done when done.complete() -> handOver();
      case Checkpoint.Done _, Checkpoint.Busy _, Checkpoint.NotNow _, Checkpoint.Failed _ ->
          Duration.ZERO;
      case Checkpoint.Moved(var what) -> throw new SourceMovedException(what);
      case Checkpoint.NotWal() -> throw new SourceMovedException("it is not in WAL mode any more");
    };
  }

  private Duration freezeIfDue() throws DatabaseException, IOException {
    var due = intake.dueIn();
    if (due.isPresent() && due.get().isZero()) {
      return checked(intake.freeze());
    }
    return due.orElse(settings.safetyPoll());
  }

  private Duration walk() throws DatabaseException, IOException {
    if (pass.isEmpty()) {
      return settings.safetyPoll();
    }
    return switch (pass.get().step()) {
      case Pass.Progress.Working(var again) -> again;
      case Pass.Progress.Done() -> {
        pass = Optional.empty();
        tookOverFrom = OptionalLong.empty();
        yield Duration.ZERO;
      }
      case Pass.Progress.Lost(var reason) -> checked(Optional.of(reason));
    };
  }

  private Duration checked(Optional<String> broken) throws DatabaseException, IOException {
    if (broken.isPresent()) {
      surroundings.listener().tell(new BackupEvent.ContinuityLost(broken.get()));
      lost(broken.get());
    }
    return Duration.ZERO;
  }

  /// Walks over all pages: compares them with what the replica holds, where that is known page by
  /// page, else copies them.
  private void lost(String reason) throws DatabaseException, IOException {
    // What was captured before is proved; it comes first.
    var unusable = intake.freeze();
    var cursor = intake.cursor();
    var why = unusable.map(more -> reason + "; " + more).orElse(reason);
    pass =
        Optional.of(
            cursor.tiled() && hasPageSizeOf(cursor)
                ? new ResyncPass(intake, database, state, sealer, surroundings, why, tookOverFrom)
                : new OriginPass(intake, database, state, uploader, sealer, surroundings, why));
  }

  private boolean hasPageSizeOf(Cursor cursor) throws DatabaseException, IOException {
    return database.header().pageSize() == cursor.last().pageSize();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
