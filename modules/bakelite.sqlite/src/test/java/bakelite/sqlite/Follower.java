package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.fail;

import bakelite.sqlite.HandoverRules.Action;
import bakelite.wal.WalIndex;
import bakelite.wal.WalIndexHeader;
import bakelite.wal.WalPosition;
import bakelite.wal.WalReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Follows a live database by the rules and writes what it captures into a [Shadow]: what a daemon
/// does, without anything that a test of the protocol does not need.
final class Follower implements AutoCloseable {
  private static final Duration LONGEST_WAIT = Duration.ofMillis(20);

  private final LiveDatabase database;
  private final HandoverLimits limits;
  private final InstantSource time = InstantSource.system();
  private final HandoverClock clock = new HandoverClock(time.instant());
  private final FolderEvents events = FolderEvents.open();
  private final DatabaseWatch watch;
  private final Shadow shadow;
  private WalIndexHeader captured;
  private WalPosition position;
  private long resets;
  private long handovers;
  private final List<Checkpoint> checkpoints = new ArrayList<>();
  private final List<Checkpoint> fences = new ArrayList<>();

  private Follower(LiveDatabase database, Shadow shadow, HandoverLimits limits) throws Exception {
    this.database = database;
    this.shadow = shadow;
    this.limits = limits;
    this.watch = new DatabaseWatch(database.path(), events, time);
    this.captured = database.horizon();
    capture(captured);
  }

  static Follower attach(Path path, Path shadow) throws Exception {
    return attach(path, shadow, HandoverLimits.of(16 << 20, Duration.ofSeconds(30)));
  }

  static Follower attach(Path path, Path shadow, HandoverLimits limits) throws Exception {
    var database = LiveDatabase.attach(path, LiveSettings.defaults());
    return new Follower(database, Shadow.of(database, shadow), limits);
  }

  /// Follows until a condition holds.
  void until(Duration atMost, BooleanSupplier done) throws Exception {
    var deadline = time.instant().plus(atMost);
    while (!done.getAsBoolean()) {
      if (time.instant().isAfter(deadline)) {
        fail("after " + atMost + ": " + database.look() + ", captured " + captured);
      }
      if (patientStep() instanceof Action.Rest(var rest)) {
        watch.await(rest.compareTo(LONGEST_WAIT) < 0 ? rest : LONGEST_WAIT);
      }
    }
  }

  /// A writer that was put to sleep while it wrote the wal-index passes, as for the daemon.
  private Action patientStep() throws Exception {
    try {
      return step();
    } catch (DatabaseException.Locked passes) {
      return new Action.Rest(LONGEST_WAIT);
    }
  }

  /// Follows until everything is captured and copied, and the reader out of everybody's way.
  void untilIdle(Duration atMost) throws Exception {
    until(atMost, this::idle);
  }

  boolean idle() {
    return database.look() instanceof WalIndex.Valid(var header, var copied, var _)
        && header.equals(captured)
        && copied >= header.maxFrame()
        && database.maybeOnRead0();
  }

  Action step() throws Exception {
    Instant now = time.instant();
    if (!(database.look() instanceof WalIndex.Valid look)) {
      return new Action.Rest(LONGEST_WAIT);
    }
    clock.seen(look.header(), now);
    var action =
        HandoverRules.next(
            new HandoverRules.Situation(
                look,
                captured,
                database.maybeOnRead0(),
                clock.sinceChange(now),
                clock.sinceReset(now),
                clock.sinceCheckpoint(now),
                clock.failedCheckpoints()),
            limits);
    switch (action) {
      case Action.Read() -> capture(database.horizon());
      case Action.Capture(), Action.Release() -> {
        var handover = database.handover();
        capture(handover.horizon());
        handover.complete();
        handovers++;
      }
      case Action.Checkpoint() -> {
        checkpoints.add(told(database.checkpoint()));
      }
      case Action.Fence() -> {
        var fence = database.fence(time, Duration.ofSeconds(2));
        if (fence.isEmpty()) {
          clock.checkpointed(time.instant());
        } else {
          fence(fence.get());
        }
      }
      case Action.Rest(var _) -> {}
    }
    if (!(action instanceof Action.Rest)) {
      watch.changed();
    }
    return action;
  }

  private Checkpoint told(Checkpoint result) {
    clock.checkpointed(time.instant());
    return result;
  }

  private void fence(Fence fence) throws Exception {
    try (fence) {
      capture(fence.horizon());
      fences.add(told(fence.complete()));
    }
  }

  private void capture(WalIndexHeader horizon) throws IOException {
    if (position != null && !position.salts().equals(horizon.salts())) {
      position = null;
      resets++;
    }
    if (horizon.maxFrame() > 0) {
      if (position == null) {
        position = WalPosition.before(horizon);
      }
      switch (WalReader.scan(database.wal(), position, horizon, shadow)) {
        case WalReader.Scan.Reached(var reached) -> position = reached;
        case WalReader.Scan other -> fail("at " + horizon + " from " + position + ": " + other);
      }
    }
    captured = horizon;
  }

  /// Where the database file differs first from some bytes, as [java.util.Arrays#mismatch]. It is
  /// read through its one descriptor: a test that opened the file itself would take our locks away.
  int mismatch(byte[] expected) throws IOException {
    var bytes = ByteBuffer.allocate(Math.toIntExact(database.file().size()));
    database.file().read(bytes, 0);
    return Arrays.mismatch(expected, bytes.array());
  }

  LiveDatabase database() {
    return database;
  }

  long commits() {
    return shadow.commits();
  }

  long frames() {
    return shadow.frames();
  }

  long resets() {
    return resets;
  }

  long handovers() {
    return handovers;
  }

  List<Checkpoint> fences() {
    return fences;
  }

  List<Checkpoint> checkpoints() {
    return checkpoints;
  }

  @Override
  public void close() throws IOException {
    database.close();
    shadow.close();
    watch.close();
    events.close();
  }
}
