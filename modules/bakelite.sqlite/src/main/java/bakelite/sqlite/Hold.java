package bakelite.sqlite;

import bakelite.sqlite.Continuity.Mark;
import bakelite.wal.WalIndexHeader;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Our hold on a WAL: at most two connections, of which one always has a read transaction open.
///
/// ```
/// handover     next:   BEGIN, read ... horizon ......... (holds from here on)
///              holder: ......................... COMMIT  (only when all up to the horizon is durable)
/// ```
///
/// A WAL is reset only while nobody sits on a read mark 1 to 4, and then only when all of it is
/// copied into the database; a checkpoint copies no further than the smallest mark.
///
/// - The holder sits on one of the marks 1 to 4: no reset at all.
/// - The holder sits on mark 0, where a reader goes when everything up to its last frame is copied:
///   one reset may pass, at exactly that frame, for later frames would have to be copied first, and
///   mark 0 blocks copying. From then on it blocks the next one the same way.
///
/// So in both cases every frame that was ever committed is still there, in this generation or as
/// the complete one before it, and it is not necessary to know the mark. What is necessary: never
/// to check point what is not ours ([#checkpoint]), and never to sleep on a mark ([HandoverRules]).
/// `ContinuityTest` counts the commits of other processes; its control without a hold loses some.
final class Hold {
  private final OpenFiles open;
  private final boolean suspect;
  private final WalIndexHeader atAttach;
  private final SpareReader spare;
  private final Continuity continuity;

  private Reader holder;
  private @Nullable Begun begun;
  private @Nullable Fence fence;
  private boolean over;

  /// A handover that is under way.
  ///
  /// @param next null when the holder stays: it is in the right place for a moment longer
  private record Begun(Handover handover, @Nullable Reader next, Mark mark) {}

  Hold(Attaching.Attachment attachment, LiveSettings settings) {
    this.open = attachment.files();
    this.suspect = attachment.suspect();
    this.holder = attachment.reader();
    this.atAttach = attachment.look().header();
    this.spare = new SpareReader(open, settings);
    this.continuity = new Continuity(Mark.unknown(atAttach));
  }

  synchronized boolean maybeOnRead0() {
    return continuity.mark().maybeOnRead0();
  }

  synchronized WalIndexHeader horizon() throws DatabaseException {
    requireOpen();
    var now = open.look().header();
    proveHeld(now);
    return now;
  }

  synchronized Handover handover() throws DatabaseException {
    requireIdle();
    var next = spare.take();
    try {
      var before = open.look();
      next.begin();
      var after = open.look();
      boolean resetJustNow = !after.header().salts().equals(continuity.seen().salts());
      proveHeld(after.header());
      var handover = new Handover(this, after.header());
      if (resetJustNow) {
        // It has to stay on mark 0 for a moment: see HandoverRules.
        next.end();
        spare.keep(next);
        begun = new Begun(handover, null, continuity.mark());
      } else {
        begun = new Begun(handover, next, Mark.between(before, after));
      }
      return handover;
    } catch (SQLException e) {
      throw Diagnosis.of("read", open.path(), e);
    } finally {
      if (begun == null) {
        SpareReader.discard(next);
      }
    }
  }

  private void proveHeld(WalIndexHeader now) throws DatabaseException {
    var broken = continuity.prove(now);
    if (broken.isPresent()) {
      throw lost(broken.get());
    }
  }

  private DatabaseException.HoldLost lost(String how) {
    return new DatabaseException.HoldLost(
        "cannot follow the WAL of " + open.path() + ": " + how,
        "the WAL may have been reset unseen; bakelite compares all pages and goes on");
  }

  synchronized void complete(Handover handover) throws DatabaseException {
    var ending = requireBegun(handover);
    var next = ending.next();
    if (next != null) {
      try {
        holder.end();
      } catch (SQLException e) {
        throw Diagnosis.of("end a read of", open.path(), e);
      }
      swap(next, ending.mark());
    }
    end(ending);
  }

  /// The next reader holds; the one before has ended its transaction.
  private void swap(Reader next, Mark mark) {
    var free = holder;
    holder = next;
    continuity.holdBy(mark);
    keepOrClose(free);
  }

  synchronized void abandon(Handover handover) {
    if (!handover.pending() || over) {
      return;
    }
    var ending = requireBegun(handover);
    end(ending);
    var next = ending.next();
    if (next != null) {
      try {
        next.end();
        keepOrClose(next);
      } catch (SQLException e) {
        // It still reads and may hold a mark; closing it is the one other way to end that.
        SpareReader.discard(next);
      }
    }
  }

  /// At rest one connection is enough; a second costs memory, and it is there again in 0.3 ms.
  private void keepOrClose(Reader free) {
    if (continuity.mark().maybeOnRead0()) {
      SpareReader.discard(free);
    } else {
      spare.keep(free);
    }
  }

  private Begun requireBegun(Handover handover) {
    requireOpen();
    if (begun == null || begun.handover() != handover) {
      throw new IllegalStateException("cannot end a handover that is over");
    }
    return begun;
  }

  private void end(Begun ending) {
    begun = null;
    ending.handover().over();
  }

  synchronized Checkpoint checkpoint() throws DatabaseException {
    requireOpen();
    if (begun != null || fence != null) {
      return new Checkpoint.NotNow("a handover is under way");
    }
    if (continuity.mark().maybeOnRead0()) {
      return new Checkpoint.NotNow("our reader may be on read mark 0");
    }
    if (suspect && continuity.seen().equals(atAttach)) {
      return new Checkpoint.NotNow("no commit has moved the wal-index since attach");
    }
    Reader free;
    try {
      free = spare.take();
    } catch (DatabaseException.Moved e) {
      return new Checkpoint.Moved(e.what());
    }
    var result = passive(free);
    if (result instanceof Checkpoint.Done done && done.complete()) {
      goToMark0(free);
    }
    return result;
  }

  /// Everything that was captured is copied. When nothing was committed since, a handover has
  /// nothing to capture, and what follows without delay is most likely to come before the next
  /// commit.
  private void goToMark0(Reader next) throws DatabaseException {
    var captured = continuity.mark().horizon();
    var before = open.look();
    if (!before.header().equals(captured) || !spare.has(next)) {
      return;
    }
    spare.take();
    try {
      next.begin();
      var after = open.look();
      if (after.header().equals(captured)) {
        holder.end();
        swap(next, Mark.between(before, after));
      }
    } catch (SQLException _) {
      // It was worth a try, and the holder holds.
    } finally {
      if (holder != next) {
        SpareReader.discard(next);
      }
    }
  }

  /// The identity check, and right after it the checkpoint, on a connection that has all its files
  /// open. What is replaced in between gets nothing that is not its own, since the mark of our
  /// reader bounds what SQLite copies.
  private Checkpoint passive(Reader free) {
    var moved = open.moved();
    if (moved.isPresent()) {
      spare.keep(free);
      return new Checkpoint.Moved(moved.get());
    }
    try {
      var answer = free.checkpointPassive();
      spare.keep(free);
      if (answer.busy()) {
        return new Checkpoint.Busy();
      }
      return answer.frames() < 0
          ? new Checkpoint.NotWal()
          : new Checkpoint.Done(answer.frames(), answer.copied());
    } catch (SQLException e) {
      // A connection after an I/O error is not worth keeping; the hold is the other one's.
      SpareReader.discard(free);
      return new Checkpoint.Failed(e);
    }
  }

  synchronized Optional<Fence> fence(InstantSource clock, Duration atMost)
      throws DatabaseException {
    requireIdle();
    var next = spare.take();
    try {
      if (!next.beginImmediate(clock, atMost)) {
        return Optional.empty();
      }
      var horizon = open.look().header();
      proveHeld(horizon);
      if (!horizon.salts().equals(continuity.mark().horizon().salts())) {
        // It was just reset: it is not large, and our reader has to stay where it is for a moment.
        return Optional.empty();
      }
      fence = new Fence(this, next, horizon, clock);
      return Optional.of(fence);
    } catch (SQLException e) {
      throw Diagnosis.of("lock", open.path(), e);
    } finally {
      if (fence == null) {
        SpareReader.discard(next);
      }
    }
  }

  /// Everything up to the fence's horizon is durable: lets go, checkpoints, and holds again before
  /// the fence falls. The fence's own connection holds meanwhile, and nobody can commit.
  synchronized Checkpoint complete(Fence ending) throws DatabaseException {
    requireFence(ending);
    var free = holder;
    try {
      free.end();
      holder = ending.reader();
      continuity.holdBy(Mark.unknown(ending.horizon()));
      var result = passiveBehind(ending, free);
      beginAgain(spare.take());
      return result;
    } catch (SQLException e) {
      throw Diagnosis.of("read", open.path(), e);
    } finally {
      drop(ending);
    }
  }

  private void beginAgain(Reader again) throws SQLException, DatabaseException {
    try {
      var before = open.look();
      again.begin();
      continuity.holdBy(Mark.between(before, open.look()));
      holder = again;
    } finally {
      if (holder != again) {
        SpareReader.discard(again);
      }
    }
  }

  /// The application's own checkpoint may be under way, and needs no write lock; it ends within
  /// milliseconds, and no further one begins while nobody can commit.
  private Checkpoint passiveBehind(Fence ending, Reader free) throws DatabaseException {
    var result = passive(free);
    while (result instanceof Checkpoint.Busy && ending.hasTime()) {
      Thread.onSpinWait();
      result = passive(spare.take());
    }
    return result;
  }

  /// Rolls the fence back; nothing was written.
  synchronized void abandon(Fence ending) throws DatabaseException {
    if (fence == ending && !over) {
      drop(ending);
    }
  }

  /// The write lock goes, whatever happened. Where the fence was the last to hold, so has the hold.
  private void drop(Fence ending) throws DatabaseException {
    fence = null;
    ending.over();
    boolean last = holder == ending.reader();
    if (last) {
      // The last close must not checkpoint: what is at the path may not be ours.
      open.keepWal();
    }
    SpareReader.discard(ending.reader());
    if (last) {
      over = true;
      throw lost("no new read transaction could begin behind the fence");
    }
  }

  private void requireFence(Fence ending) {
    requireOpen();
    if (fence != ending) {
      throw new IllegalStateException("cannot end a fence that is over");
    }
  }

  private void requireOpen() {
    if (over) {
      throw new IllegalStateException(
          "cannot use " + open.path() + ": it was let go, closed or lost");
    }
  }

  private void requireIdle() {
    requireOpen();
    if (begun != null || fence != null) {
      throw new IllegalStateException(
          "cannot begin a handover of " + open.path() + ": one is under way");
    }
  }

  /// Nothing is used any more, and nothing is closed.
  synchronized void letGo() {
    over = true;
  }

  /// Closes every connection; the transaction that holds last.
  synchronized void close() throws SQLException {
    over = true;
    if (begun != null && begun.next() != null) {
      begun.next().close();
    }
    if (fence != null) {
      fence.reader().close();
    }
    spare.close();
    holder.close();
  }
}
