package bakelite.daemon;

import bakelite.backup.Backoff;
import bakelite.backup.BackupEvent;
import bakelite.backup.BackupException;
import bakelite.backup.BackupSurroundings;
import bakelite.daemon.StatusDocument.Figures;
import bakelite.daemon.StatusDocument.Snapshot;
import bakelite.replica.Replica;
import bakelite.sqlite.DatabaseException;
import bakelite.sqlite.FolderEvents;
import bakelite.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Keeps one database protected, on a thread of its own: opens its destination, protects it, and
/// tries again whatever may pass or be mended. Nothing that happens here reaches another database.
final class Keeper {
  /// Where only a person can help.
  private static final Duration FOR_A_PERSON = Duration.ofSeconds(60);

  private final Plan plan;
  private volatile boolean once;
  private final BackupSurroundings surroundings;
  private final DaemonListener listener;
  private final StatusBoard board;
  private final FolderEvents events;
  private final Pulse pulse;
  private final Runnable changed;
  private final Condition condition = new Condition();
  private final Stall stall;
  private final Tally tally = new Tally();
  private boolean isStallTold;
  private final Doorbell stopBell = new Doorbell();
  private final Backoff backoff;
  private volatile boolean stopRequested;
  private volatile @Nullable ProtectedDatabase current;
  private volatile Optional<Standing> last = Optional.empty();
  private volatile Supplier<Map<String, Long>> counted = Map::of;
  private volatile Optional<Snapshot> snapshot;
  private volatile @Nullable Ending ending;
  private volatile boolean isForgotten;
  private volatile boolean isStateInUse;
  private boolean isStoreAway;
  private String told = "";

  /// @param rules once: end as soon as the replica is up to date, or cannot be brought there
  /// @param surroundings without a listener of its own
  /// @param changed called when the condition may have changed
  Keeper(
      Plan plan,
      Daemon.Rules rules,
      BackupSurroundings surroundings,
      DaemonListener listener,
      StatusBoard board,
      FolderEvents events,
      Pulse pulse,
      Runnable changed) {
    this.plan = plan;
    this.once = rules.once();
    // Where no event wakes a database, a commit may wait as long as its safety poll.
    var poll = plan.backup().safetyPoll();
    this.stall = new Stall(Collections.max(List.of(rules.stallAfter(), poll.multipliedBy(2))));
    this.surroundings =
        new BackupSurroundings(
            surroundings.clock(),
            surroundings.random(),
            surroundings.writer(),
            surroundings.liveness(),
            surroundings.version(),
            this::happened);
    this.listener = listener;
    this.board = board;
    this.events = events;
    this.pulse = pulse;
    this.changed = changed;
    this.backoff = new Backoff(surroundings.random());
    this.snapshot =
        board
            .earlier(plan.name())
            .filter(document -> document.path().equals(plan.database().toString()))
            .flatMap(StatusDocument::snapshot);
    board.add(plan.name(), this::document);
  }

  Plan plan() {
    return plan;
  }

  /// Whether an application may start; see [Condition#isReady].
  boolean isReady() {
    return condition.isReady();
  }

  /// Whether it was attached, or what is in the way was told.
  boolean isTold() {
    return condition.isTold();
  }

  /// How it is, for a sentence about all.
  StatusSentence.Member member() {
    return new StatusSentence.Member(plan.name(), condition.state(last), condition.problem());
  }

  /// Whether its file is gone and nothing waits for it.
  boolean isForgotten() {
    return isForgotten;
  }

  /// Whether another process had its local state when it was tried last.
  boolean isStateInUse() {
    return isStateInUse;
  }

  /// How it ended; empty while it goes on, and for one that was forgotten.
  Optional<Ending> ending() {
    return Optional.ofNullable(ending);
  }

  /// Asks to stop after a last upload. Any thread.
  void requestStop() {
    stopRequested = true;
    stopBell.ring();
    var running = current;
    if (running != null) {
      running.requestStop();
    }
  }

  /// Asks to end as soon as the replica is up to date, or cannot be brought there. Any thread.
  void finish() {
    once = true;
    stopBell.ring();
    if (condition.isProtecting()) {
      requestStop();
    }
  }

  /// Protects until it is asked to stop, or there is no point in going on.
  void run() {
    try {
      var over = Optional.<Ending>empty();
      while (over.isEmpty()) {
        over = judged(attempt());
      }
      end(over.get());
    } catch (InterruptedException stopped) {
      end(new Ending.Behind("it was cut short", "the next start goes on where this one was"));
    }
  }

  private void end(Ending over) {
    if (over instanceof Ending.Behind(var problem, var hint)) {
      condition.enter(DatabaseState.STOPPED, Optional.of(problem));
      tell(new DaemonEvent.Behind(problem, hint));
    } else if (over instanceof Ending.Durable) {
      condition.enter(DatabaseState.STOPPED, Optional.empty());
    }
    ending = over;
    announce();
  }

  /// One life: returns when it is over, for whatever reason.
  private Ending attempt() throws InterruptedException {
    try {
      isStateInUse = false;
      var opened = plan.place().open();
      if (isStoreAway) {
        isStoreAway = false;
        happened(new BackupEvent.StoreBack());
      }
      try (var store = opened.store()) {
        var settings =
            new DatabaseSettings(
                plan.name(), plan.database(), opened.stateFolder(), plan.live(), plan.backup());
        var replica = new Replica(store, plan.name() + "/");
        counted = store::requests;
        var running =
            new ProtectedDatabase(
                settings, replica, surroundings, events, pulse, tally, this::progress);
        current = running;
        if (stopRequested) {
          running.requestStop();
        }
        return running.run();
      } finally {
        current = null;
      }
    } catch (StoreException away) {
      return new Ending.Failed(away);
    } catch (RuntimeException | Error defect) {
      // Whatever it is, the other databases go on.
      return new Ending.Failed(
          new IllegalStateException("a defect of bakelite: " + defect, defect));
    }
  }

  /// What becomes of the end of a life: empty when another one follows.
  private Optional<Ending> judged(Ending over) throws InterruptedException {
    if (!(over instanceof Ending.Failed(var cause))) {
      return Optional.of(over);
    }
    tally.failed(cause);
    return switch (cause) {
      case BackupException.Fenced fenced -> {
        giveUp(DatabaseState.FENCED, fenced, fenced.hint());
        yield Optional.of(over);
      }
      case DatabaseException.Missing _ when !plan.isListed() -> {
        tell(new DaemonEvent.Gone(plan.database()));
        isForgotten = true;
        board.remove(plan.name());
        yield Optional.of(new Ending.Durable(0));
      }
      case DatabaseException.Missing missing -> {
        condition.enter(DatabaseState.MISSING, Optional.of(message(missing)));
        tellOnce(message(missing), new DaemonEvent.Missing(plan.database()));
        yield again(over, plan.backup().safetyPoll());
      }
      default -> fail(over, cause);
    };
  }

  private Optional<Ending> fail(Ending over, Exception cause) throws InterruptedException {
    isStateInUse = cause instanceof BackupException.StateInUse;
    if (once || stopRequested) {
      giveUp(DatabaseState.FAILED, cause, hint(cause));
      return Optional.of(over);
    }
    var pause =
        switch (cause) {
          case StoreException away -> backoff.after(away);
          case DatabaseException.Locked _ -> backoff.afterPassing();
          default -> FOR_A_PERSON;
        };
    if (cause instanceof StoreException away) {
      isStoreAway = true;
      condition.tell(new BackupEvent.StoreTrouble(message(away), away.hint(), pause));
      tellOnce(
          message(away),
          new DaemonEvent.Told(new BackupEvent.StoreTrouble(message(away), away.hint(), pause)));
    } else {
      condition.enter(DatabaseState.FAILED, Optional.of(message(cause)));
      tellOnce(message(cause), new DaemonEvent.Failed(message(cause), hint(cause), pause));
    }
    return again(over, pause);
  }

  private void giveUp(DatabaseState state, Exception cause, String hint) {
    condition.enter(state, Optional.of(message(cause)));
    tell(new DaemonEvent.GivenUp(message(cause), hint));
  }

  private Optional<Ending> again(Ending over, Duration pause) throws InterruptedException {
    announce();
    if (once) {
      return Optional.of(over);
    }
    if (!stopRequested) {
      stopBell.await(pause);
    }
    return stopRequested ? Optional.of(over) : Optional.empty();
  }

  private void happened(BackupEvent event) {
    condition.tell(event);
    tell(new DaemonEvent.Told(event));
    switch (event) {
      case BackupEvent.CopyFinished _, BackupEvent.ResyncFinished _, BackupEvent.Resumed _ -> {
        told = "";
        backoff.reset();
        if (event instanceof BackupEvent.CopyFinished(var closing, var _)) {
          snapshot =
              Optional.of(
                  new Snapshot(closing.index(), Instant.ofEpochMilli(closing.timeMillis())));
        }
        stopIfOnce();
      }
      // Whoever runs it now and then runs it again.
      case BackupEvent.StoreTrouble _, BackupEvent.Waiting _ -> stopIfOnce();
      case BackupEvent.CopyStarted _,
          BackupEvent.CopyProgress _,
          BackupEvent.ShadowStarted _,
          BackupEvent.StoreTried _,
          BackupEvent.ResyncStarted _,
          BackupEvent.Stored _,
          BackupEvent.StoreBack _,
          BackupEvent.ContinuityLost _,
          BackupEvent.SpoolFull _ -> {}
    }
    announce();
  }

  private void stopIfOnce() {
    if (once) {
      requestStop();
    }
  }

  private void progress() {
    standing().ifPresent(standing -> last = Optional.of(standing));
    board.moved();
  }

  private void announce() {
    board.changed();
    changed.run();
  }

  private void tellOnce(String problem, DaemonEvent event) {
    if (!told.equals(problem)) {
      told = problem;
      tell(event);
    }
  }

  private void tell(DaemonEvent event) {
    listener.tell(plan.name(), plan.place().destination(), event);
  }

  /// How it is now. Any thread.
  Observation observe() {
    return new Observation(document(), tally.now());
  }

  /// Tells when a stall begins and ends. One thread.
  void lookForStall() {
    var standing = standing();
    var since = stall.since(condition.state(standing), standing, surroundings.clock().instant());
    if (since.isPresent() != isStallTold) {
      isStallTold = since.isPresent();
      tell(
          since.isPresent()
              ? new DaemonEvent.Stalled(
                  stalled(since.get()),
                  "`bakelite doctor` tries what it needs; if all is well there, start bakelite again")
              : new DaemonEvent.StallOver());
      announce();
    }
  }

  private static String stalled(Instant since) {
    return "the database is ahead of its replica since "
        + since.truncatedTo(ChronoUnit.SECONDS)
        + ", and nothing says why";
  }

  private Optional<Standing> standing() {
    var running = current;
    return running == null ? Optional.empty() : running.standing();
  }

  private StatusDocument document() {
    var requests = counted.get();
    var standing = standing();
    standing.ifPresent(stood -> last = Optional.of(stood));
    var state = condition.state(standing);
    var since = stall.since(state, standing, surroundings.clock().instant());
    return new StatusDocument(
        plan.name(),
        plan.database().toString(),
        plan.place().destination(),
        since.isPresent() ? DatabaseState.STALLED : state,
        since.map(Keeper::stalled).or(condition::problem),
        last.map(stood -> Figures.of(stood, requests)),
        condition.fence(),
        snapshot,
        board.process());
  }

  private static String message(Throwable cause) {
    return String.valueOf(cause.getMessage());
  }

  private static String hint(Exception cause) {
    return switch (cause) {
      case DatabaseException failure -> failure.hint();
      case BackupException failure -> failure.hint();
      case StoreException failure -> failure.hint();
      case RuntimeException _ -> "please report it, with the output of `bakelite version`";
      default -> "look at the free space and the health of the disk";
    };
  }
}
