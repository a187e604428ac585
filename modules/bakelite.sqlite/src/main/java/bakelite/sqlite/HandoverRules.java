package bakelite.sqlite;

import bakelite.wal.WalIndex;
import bakelite.wal.WalIndexHeader;
import java.time.Duration;

/// What to do next with a WAL that is held: a function of what is seen, and of nothing else.
///
/// The rule behind all of them: **never sleep on a read mark 1 to 4.** An application's own FULL,
/// RESTART or TRUNCATE checkpoint waits for such a reader with the write lock in its hand, for as
/// long as its busy timeout. On mark 0, with everything copied, we are in nobody's way.
///
/// The exception to leaving at once: after a reset of the WAL the reader stays on mark 0 for a
/// moment. There it blocks a checkpointer of an old SQLite that stalled before the reset and would
/// copy old frames over new pages. Frames can be captured meanwhile, since nothing is reset.
public final class HandoverRules {
  private static final int WAL_HEADER_BYTES = 32;
  private static final int FRAME_HEADER_BYTES = 24;
  private static final int FAILURES_BEFORE_FENCE = 3;
  private static final int MAX_FRAMES_TO_CAPTURE = 64;
  private static final int MAX_FRAMES_TO_COPY = 1024;

  private HandoverRules() {}

  /// What is seen.
  ///
  /// @param now a look at the wal-index
  /// @param captured the horizon up to which frames are captured
  /// @param maybeOnRead0 [LiveDatabase#maybeOnRead0]
  /// @param sinceChange time since a look last differed from the one before
  /// @param sinceReset time since the salts were last seen to change
  /// @param sinceCheckpoint time since the last attempt to checkpoint
  /// @param failedCheckpoints how many attempts to checkpoint have not led to a reset of the WAL
  public record Situation(
      WalIndex.Valid now,
      WalIndexHeader captured,
      boolean maybeOnRead0,
      Duration sinceChange,
      Duration sinceReset,
      Duration sinceCheckpoint,
      int failedCheckpoints) {
    /// For one who never fences.
    public Situation(
        WalIndex.Valid now,
        WalIndexHeader captured,
        boolean maybeOnRead0,
        Duration sinceChange,
        Duration sinceReset,
        Duration sinceCheckpoint) {
      this(now, captured, maybeOnRead0, sinceChange, sinceReset, sinceCheckpoint, 0);
    }
  }

  /// What to do about it.
  public sealed interface Action {
    /// Capture up to [LiveDatabase#horizon] under the present hold. No handover yet: the reader
    /// stays where it is.
    record Read() implements Action {}

    /// Hand over, and capture up to its horizon.
    record Capture() implements Action {}

    /// Hand over although there is nothing new: all is copied, and the new reader goes to mark 0.
    record Release() implements Action {}

    /// Run [LiveDatabase#checkpoint].
    record Checkpoint() implements Action {}

    /// Run [LiveDatabase#fence]: the WAL is too large, and checkpoints between commits do not help.
    record Fence() implements Action {}

    /// Nothing to do until something changes, and at most for this long.
    record Rest(Duration atMost) implements Action {}
  }

  /// Decides.
  public static Action next(Situation seen, HandoverLimits limits) {
    var header = seen.now.header();
    boolean settling = seen.maybeOnRead0 && seen.sinceReset.compareTo(limits.afterReset()) < 0;
    boolean moved =
        header.maxFrame() != seen.captured.maxFrame()
            || !header.salts().equals(seen.captured.salts());
    if (fenceIsDue(seen, limits)) {
      return new Action.Fence();
    }
    if (moved) {
      return settling ? new Action.Read() : checkpointOrCapture(seen, limits);
    }
    boolean copied = seen.now.backfilled() >= header.maxFrame();
    if (copied) {
      return seen.maybeOnRead0 ? new Action.Rest(limits.longestRest()) : new Action.Release();
    }
    if (settling) {
      return new Action.Rest(limits.afterReset().minus(seen.sinceReset));
    }
    return seen.maybeOnRead0 ? new Action.Capture() : checkpointOrRest(seen, limits);
  }

  /// After every third checkpoint that did not help, and only for a small rest: an application that
  /// waits for the fence waits for capturing and copying it.
  private static boolean fenceIsDue(Situation seen, HandoverLimits limits) {
    var header = seen.now.header();
    long notCaptured = header.maxFrame() - seen.captured.maxFrame();
    long notCopied = header.maxFrame() - seen.now.backfilled();
    return limits.mayFence()
        && !seen.maybeOnRead0
        && seen.failedCheckpoints % (FAILURES_BEFORE_FENCE + 1) == FAILURES_BEFORE_FENCE
        && walBytes(header) > limits.maxWalBytes()
        && header.salts().equals(seen.captured.salts())
        && notCaptured < MAX_FRAMES_TO_CAPTURE
        && notCopied > 0
        && notCopied < MAX_FRAMES_TO_COPY;
  }

  /// Writers that never pause would never let a checkpoint be due; above the limit it goes between
  /// two handovers, for what is captured and not copied.
  private static Action checkpointOrCapture(Situation seen, HandoverLimits limits) {
    var header = seen.now.header();
    boolean behind =
        header.salts().equals(seen.captured.salts())
            && seen.now.backfilled() < seen.captured.maxFrame();
    boolean due = seen.sinceCheckpoint.compareTo(limits.checkpointEvery()) >= 0;
    return !seen.maybeOnRead0 && behind && due && walBytes(header) > limits.maxWalBytes()
        ? new Action.Checkpoint()
        : new Action.Capture();
  }

  private static Action checkpointOrRest(Situation seen, HandoverLimits limits) {
    boolean large = walBytes(seen.now.header()) > limits.maxWalBytes();
    var untilQuiet = large ? Duration.ZERO : limits.quiet().minus(seen.sinceChange);
    var untilAgain = limits.checkpointEvery().minus(seen.sinceCheckpoint);
    var wait = untilQuiet.compareTo(untilAgain) > 0 ? untilQuiet : untilAgain;
    return wait.isPositive() ? new Action.Rest(wait) : new Action.Checkpoint();
  }

  private static long walBytes(WalIndexHeader header) {
    return WAL_HEADER_BYTES + header.maxFrame() * ((long) header.pageSize() + FRAME_HEADER_BYTES);
  }
}
