package bakelite.daemon;

import bakelite.backup.BackupEvent;
import bakelite.store.Fence;
import java.util.Optional;
import java.util.OptionalLong;

/// What is going on with one database, folded from the events that it tells. Thread-safe.
///
/// Trouble with the store lies on top of everything else: a copy that cannot be uploaded is
/// `backing-off`, and is `snapshotting` again when the store is back.
final class Condition {
  private DatabaseState phase = DatabaseState.STARTING;
  private Optional<String> trouble = Optional.empty();
  private Optional<String> problem = Optional.empty();
  private boolean isCatchingUp;
  private OptionalLong catchUpTo = OptionalLong.empty();
  private boolean isReady;
  private Optional<Fence> fence = Optional.empty();

  /// Something happened.
  synchronized void tell(BackupEvent event) {
    switch (event) {
      case BackupEvent.Waiting(var reason, var _) -> {
        enter(DatabaseState.WAITING, Optional.of(reason));
        isReady = true;
      }
      case BackupEvent.CopyStarted _ -> enter(DatabaseState.SNAPSHOTTING, Optional.empty());
      case BackupEvent.ShadowStarted _, BackupEvent.ResyncStarted _, BackupEvent.ContinuityLost _ ->
          enter(DatabaseState.RESYNCING, Optional.empty());
      case BackupEvent.CopyFinished _ -> protect();
      case BackupEvent.ResyncFinished _, BackupEvent.Resumed _ -> {
        protect();
        catchUp();
      }
      case BackupEvent.StoreTrouble(var reason, var _, var _) -> trouble = Optional.of(reason);
      case BackupEvent.StoreBack() -> {
        trouble = Optional.empty();
        catchUp();
      }
      case BackupEvent.SpoolFull _ ->
          trouble = trouble.or(() -> Optional.of("the local spool is full"));
      case BackupEvent.StoreTried(var found) -> fence = Optional.of(found);
      case BackupEvent.CopyProgress _, BackupEvent.Stored _ -> {}
    }
  }

  private void protect() {
    enter(DatabaseState.PROTECTING, Optional.empty());
    isReady = true;
  }

  private void catchUp() {
    isCatchingUp = true;
    catchUpTo = OptionalLong.empty();
  }

  /// It cannot go on, or ended.
  synchronized void enter(DatabaseState state, Optional<String> why) {
    phase = state;
    problem = why;
    switch (state) {
      case FENCED, FAILED, MISSING, STOPPED -> {
        trouble = Optional.empty();
        isCatchingUp = false;
        // An application that makes its database itself must not wait for that.
        isReady = state == DatabaseState.MISSING;
      }
      case STALLED,
          BACKING_OFF,
          WAITING,
          DETACHED,
          RESYNCING,
          SNAPSHOTTING,
          STARTING,
          CATCHING_UP,
          PROTECTING -> {}
    }
  }

  /// The state now.
  synchronized DatabaseState state(Optional<Standing> standing) {
    if (phase == DatabaseState.PROTECTING && isDrained(standing)) {
      // Trouble of a session that was replaced has nobody who would tell that it is over.
      trouble = Optional.empty();
    }
    if (trouble.isPresent()) {
      return DatabaseState.BACKING_OFF;
    }
    if (isCatchingUp && standing.isPresent()) {
      catchUpTo = OptionalLong.of(catchUpTo.orElse(standing.get().capturedIndex()));
      isCatchingUp = standing.get().durableIndex() < catchUpTo.getAsLong();
    }
    return phase == DatabaseState.PROTECTING && isCatchingUp ? DatabaseState.CATCHING_UP : phase;
  }

  private static boolean isDrained(Optional<Standing> standing) {
    return standing.isPresent() && standing.get().waitingSinceMillis().isEmpty();
  }

  /// Whether every commit is a restore point from now on.
  synchronized boolean isProtecting() {
    return phase == DatabaseState.PROTECTING;
  }

  /// Whether it was attached, or what is in the way was told.
  synchronized boolean isTold() {
    return phase != DatabaseState.STARTING || trouble.isPresent();
  }

  /// Whether the store keeps two writers apart; absent until the first start has tried.
  synchronized Optional<Fence> fence() {
    return fence;
  }

  /// What is wrong now, for a person.
  synchronized Optional<String> problem() {
    return trouble.or(() -> problem);
  }

  /// Whether an application may start: its commits are captured from now on, or will be from the
  /// moment at which it opens its database.
  synchronized boolean isReady() {
    return isReady;
  }
}
