package bakelite.daemon;

import bakelite.backup.Backoff;
import bakelite.backup.BackupSession;
import bakelite.backup.BackupSurroundings;
import bakelite.backup.Replicator;
import bakelite.sqlite.DatabaseException;
import bakelite.sqlite.DatabaseWatch;
import bakelite.sqlite.FolderEvents;
import bakelite.sqlite.LiveDatabase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/// The two loops of one session: capture on the thread that calls, upload on another.
///
/// The upload waits nearly always, for work or for a store, so its thread is a virtual one. Capture
/// is not: SQLite may wait for a lock inside a native call, for as long as its busy timeout, and
/// would keep the carrier of other databases meanwhile.
final class Session {
  /// A database that did nothing for this long is left to the events of its folder.
  private static final Duration QUIET = Duration.ofMillis(500);

  /// While the store is in trouble, a stop waits this long for it and no longer.
  private static final Duration LAST_UPLOAD = Duration.ofSeconds(10);

  /// How soon to try again what was locked.
  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  /// After this, a lock is not one that passes.
  private static final Duration LONG_LOCKED = Duration.ofSeconds(60);

  private final Replicator replicator;
  private final LiveDatabase database;
  private final BackupSession session;
  private final BackupSurroundings surroundings;
  private final UploadLoop upload;
  private final Doorbell uploaded = new Doorbell();
  private final Pulse pulse;
  private final DatabaseWatch watch;
  private final Runnable progress;
  private volatile Captured captured;
  private Instant lastActivity;
  private boolean asleep;
  private Optional<Instant> lockedSince = Optional.empty();

  Session(
      BackupSession session,
      LiveDatabase database,
      String replica,
      BackupSurroundings surroundings,
      FolderEvents events,
      Pulse pulse,
      Tally tally,
      Runnable progress) {
    this.session = session;
    this.pulse = pulse;
    this.replicator = session.replicator();
    this.database = database;
    this.surroundings = surroundings;
    this.upload =
        new UploadLoop(
            session.uploader(),
            new Backoff(surroundings.random()),
            surroundings.listener(),
            replica,
            tally,
            this::wakeUp);
    this.watch = new DatabaseWatch(database.path(), events, surroundings.clock());
    this.progress = progress;
    this.captured = captured();
    this.lastActivity = surroundings.clock().instant();
  }

  /// The newest commit that was captured, for other threads.
  private record Captured(long index, long atMillis) {}

  private Captured captured() {
    return new Captured(replicator.capturedIndex(), replicator.capturedAtMillis());
  }

  /// Where it stands. Any thread.
  Standing standing() {
    var uploader = session.uploader();
    var backlog = uploader.backlog();
    var newest = captured;
    long durable = uploader.durableIndex();
    var waiting = backlog.sinceMillis();
    if (waiting.isEmpty() && newest.index() > durable) {
      waiting = OptionalLong.of(newest.atMillis());
    }
    return new Standing(
        newest.index(),
        newest.atMillis(),
        durable,
        uploader.durableAtMillis(),
        waiting,
        aheadSince(),
        walBytes(),
        backlog.bytes());
  }

  private OptionalLong aheadSince() {
    return replicator
        .source()
        .aheadSince(surroundings.clock().instant())
        .map(since -> OptionalLong.of(since.toEpochMilli()))
        .orElse(OptionalLong.empty());
  }

  private OptionalLong walBytes() {
    try {
      return OptionalLong.of(database.wal().size());
    } catch (IOException closed) {
      return OptionalLong.empty();
    }
  }

  /// Ends the wait of whichever loop waits: it was asked to stop.
  void wake() {
    watch.close();
    uploaded.ring();
  }

  /// The upload made a step, or ended.
  private void wakeUp() {
    if (upload.failure().isPresent()) {
      watch.close();
    }
    uploaded.ring();
    progress.run();
  }

  /// Runs until `stop` says so, or something is in the way.
  Ending serve(BooleanSupplier stop) throws DatabaseException, IOException, InterruptedException {
    var thread = Thread.ofVirtual().name("upload").start(upload::run);
    boolean finished = false;
    try (watch;
        var beat = pulse.join()) {
      while (!stop.getAsBoolean() && upload.failure().isEmpty()) {
        work();
        beat.goneRound();
      }
      if (upload.failure().isEmpty()) {
        replicator.finish();
        captured = captured();
        finished = true;
      }
    } finally {
      upload.end();
      if (!finished) {
        thread.interrupt();
      }
    }
    waitForUpload(thread);
    return ending();
  }

  private void work() throws DatabaseException, IOException, InterruptedException {
    long before = replicator.capturedIndex();
    boolean walked = !replicator.isProtecting();
    var rest = step();
    if (walked && replicator.isProtecting()) {
      // A walk over all pages fills the heap; the quiet months after it need a fraction.
      Runtime.getRuntime().gc();
    }
    upload.ring();
    var now = surroundings.clock().instant();
    if (replicator.capturedIndex() != before) {
      lastActivity = now;
      captured = captured();
      progress.run();
      watch.changed();
    }
    if (rest.isZero()) {
      return;
    }
    if (asleep || lastActivity.plus(QUIET).isAfter(now)) {
      if (watch.await(pulse.rest(rest)) && asleep) {
        asleep = false;
        lastActivity = surroundings.clock().instant();
      }
    } else {
      // Not waited yet: what changed before the folder was watched again is seen by one more step.
      watch.quiet();
      asleep = true;
    }
  }

  /// A wal-index that somebody is writing, or a lock that somebody has: it passes, and nothing is
  /// lost meanwhile, for the hold goes on.
  private Duration step() throws DatabaseException, IOException {
    try {
      var rest = replicator.step();
      lockedSince = Optional.empty();
      return rest;
    } catch (DatabaseException.Locked locked) {
      var now = surroundings.clock().instant();
      if (lockedSince.isEmpty()) {
        lockedSince = Optional.of(now);
      } else if (lockedSince.get().plus(LONG_LOCKED).isBefore(now)) {
        throw locked;
      }
      return LOOK_AGAIN;
    }
  }

  private void waitForUpload(Thread thread) throws InterruptedException {
    var since = surroundings.clock().instant();
    while (thread.isAlive()) {
      uploaded.await(Duration.ofMillis(100));
      boolean late =
          upload.trouble().isPresent()
              && since.plus(LAST_UPLOAD).isBefore(surroundings.clock().instant());
      if (late) {
        thread.interrupt();
        thread.join(LAST_UPLOAD);
        return;
      }
    }
  }

  private Ending ending() {
    if (upload.failure().isPresent()) {
      return new Ending.Failed(upload.failure().get());
    }
    if (!session.uploader().isDrained()) {
      return new Ending.Behind(
          upload
              .trouble()
              .map(cause -> String.valueOf(cause.getMessage()))
              .orElse("the last upload did not end"),
          "nothing is lost: the rest waits in the local spool and is uploaded at the next start");
    }
    return replicator.isProtecting()
        ? new Ending.Durable(session.uploader().durableIndex())
        : new Ending.Behind(
            "the walk over all pages did not come to its end", "the next start begins it anew");
  }
}
