package bakelite.daemon;

import bakelite.backup.Backoff;
import bakelite.backup.BackupEvent;
import bakelite.backup.BackupException;
import bakelite.backup.BackupSession;
import bakelite.backup.BackupSurroundings;
import bakelite.backup.Shadow;
import bakelite.backup.SourceMovedException;
import bakelite.backup.StateFolder;
import bakelite.replica.Replica;
import bakelite.sqlite.DatabaseException;
import bakelite.sqlite.FolderEvents;
import bakelite.sqlite.LiveDatabase;
import bakelite.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Protects one database until it is asked to stop: attaches, begins a session, drives its two
/// halves, and begins anew when the file is another one than before.
///
/// `run` is called on the thread that captures; the upload has a thread of its own.
public final class ProtectedDatabase {
  private static final Duration ATTACH_AGAIN = Duration.ofSeconds(1);

  private final DatabaseSettings settings;
  private final Replica replica;
  private final BackupSurroundings surroundings;
  private final FolderEvents events;
  private final Pulse pulse;
  private final Tally tally;
  private final Runnable progress;
  private final Doorbell stopBell = new Doorbell();
  private final Backoff backoff;
  private Duration pause = Duration.ZERO;
  private boolean isStoreAway;
  private volatile boolean stopRequested;
  private volatile @Nullable Session current;
  private Optional<Shadow> wanted = Optional.empty();
  private Optional<String> noShadow = Optional.empty();

  /// What a stop comes to before a session has begun: whatever it waits for then is not durable.
  private Ending untilBegun = new Ending.Durable(0);

  /// @param surroundings its listener is told of everything that happens
  /// @param events of the process, which wake it
  public ProtectedDatabase(
      DatabaseSettings settings,
      Replica replica,
      BackupSurroundings surroundings,
      FolderEvents events) {
    this(settings, replica, surroundings, events, Pulse.none(), new Tally(), () -> {});
  }

  /// @param events of the process, which wake it
  /// @param pulse which the capture loop keeps up
  /// @param tally counts what is stored and refused
  /// @param progress called when `standing` may have changed, by the threads that work
  ProtectedDatabase(
      DatabaseSettings settings,
      Replica replica,
      BackupSurroundings surroundings,
      FolderEvents events,
      Pulse pulse,
      Tally tally,
      Runnable progress) {
    this.settings = settings;
    this.replica = replica;
    this.surroundings = surroundings;
    this.events = events;
    this.pulse = pulse;
    this.tally = tally;
    this.progress = progress;
    this.backoff = new Backoff(surroundings.random());
  }

  /// Protects the database; returns when it was asked to stop or cannot go on.
  public Ending run() throws InterruptedException {
    try {
      var ending = Optional.<Ending>empty();
      while (ending.isEmpty()) {
        pause = Duration.ZERO;
        ending = attachAndServe();
        if (ending.isEmpty() && !stopRequested) {
          stopBell.await(pause);
        }
      }
      return ending.get();
    } catch (DatabaseException | StoreException | BackupException | IOException cannotGoOn) {
      return new Ending.Failed(cannotGoOn);
    }
  }

  /// Asks to stop after a last upload. Any thread.
  public void requestStop() {
    stopRequested = true;
    stopBell.ring();
    var session = current;
    if (session != null) {
      session.wake();
    }
  }

  /// Where it stands; empty while no session runs. Any thread.
  Optional<Standing> standing() {
    return Optional.ofNullable(current).map(Session::standing);
  }

  /// One attachment; empty when the next one has to follow.
  private Optional<Ending> attachAndServe()
      throws DatabaseException, StoreException, BackupException, IOException, InterruptedException {
    try (var state = StateFolder.open(settings.stateFolder())) {
      var database = attach();
      if (database.isEmpty()) {
        return Optional.of(untilBegun);
      }
      var ending = serve(database.get(), state);
      if (wanted.isPresent()) {
        learn(wanted.get());
      }
      return ending;
    }
  }

  /// Learns what the replica holds. The database is let go of meanwhile, and attached again.
  private void learn(Shadow shadow) throws BackupException, IOException {
    wanted = Optional.empty();
    untilBegun =
        new Ending.Behind(
            "what the replica holds was not read to its end", "the next start begins it anew");
    try {
      noShadow = shadow.learn(() -> stopRequested);
      storeIsBack();
    } catch (StoreException away) {
      tellTrouble(away);
    }
  }

  /// Attaches; waits for what passes by itself.
  private Optional<LiveDatabase> attach() throws DatabaseException, InterruptedException {
    boolean told = false;
    while (!stopRequested) {
      try {
        return Optional.of(LiveDatabase.attach(settings.database(), settings.live()));
      } catch (DatabaseException.Waiting | DatabaseException.Locked later) {
        if (!told) {
          tell(new BackupEvent.Waiting(String.valueOf(later.getMessage()), later.hint()));
          told = true;
        }
        untilBegun = new Ending.Failed(later);
        stopBell.await(ATTACH_AGAIN);
      }
    }
    return Optional.empty();
  }

  private Optional<Ending> serve(LiveDatabase database, StateFolder state)
      throws DatabaseException, StoreException, BackupException, IOException, InterruptedException {
    boolean goesOn = false;
    try {
      var begun = begin(database, state);
      if (begun.isEmpty()) {
        goesOn = true;
        return Optional.empty();
      }
      var session =
          new Session(
              begun.get(), database, replica.name(), surroundings, events, pulse, tally, progress);
      current = session;
      var ending = session.serve(() -> stopRequested);
      return Optional.of(ending);
    } catch (SourceMovedException | DatabaseException.HoldLost | DatabaseException.Moved moved) {
      tell(new BackupEvent.ContinuityLost(String.valueOf(moved.getMessage())));
      goesOn = true;
      return Optional.empty();
    } finally {
      current = null;
      leave(database, goesOn);
    }
  }

  /// Asked to stop, the process is about to end, and its end leaves the WAL and our place in it as
  /// they are. Else it lives on for other databases, and must not hold the WAL of one that it has
  /// given up: that WAL would never be reset again.
  private void leave(LiveDatabase database, boolean comesBack) {
    if (!comesBack && stopRequested) {
      database.letGo();
    } else if (comesBack || !database.closeKeepingWal()) {
      database.close();
    }
  }

  /// Begins a session; empty when it has to be tried again. Nothing is held meanwhile, for nothing
  /// could be captured, and the application's checkpoints would wait for us.
  private Optional<BackupSession> begin(LiveDatabase database, StateFolder state)
      throws DatabaseException, BackupException, IOException {
    try {
      var start =
          BackupSession.begin(database, replica, state, settings.backup(), surroundings, noShadow);
      storeIsBack();
      return switch (start) {
        case BackupSession session -> {
          noShadow = Optional.empty();
          yield Optional.of(session);
        }
        case Shadow shadow -> {
          wanted = Optional.of(shadow);
          yield Optional.empty();
        }
      };
    } catch (DatabaseException.Locked locked) {
      untilBegun = new Ending.Failed(locked);
      pause = ATTACH_AGAIN;
    } catch (StoreException away) {
      tellTrouble(away);
      untilBegun =
          new Ending.Behind(
              String.valueOf(away.getMessage()),
              "nothing is lost: the next start goes on where this one was");
    }
    return Optional.empty();
  }

  private void storeIsBack() {
    if (isStoreAway) {
      isStoreAway = false;
      backoff.reset();
      tell(new BackupEvent.StoreBack());
    }
  }

  private void tellTrouble(StoreException away) {
    tally.failed(away);
    pause = backoff.after(away);
    if (!isStoreAway) {
      tell(new BackupEvent.StoreTrouble(String.valueOf(away.getMessage()), away.hint(), pause));
    }
    isStoreAway = true;
  }

  private void tell(BackupEvent event) {
    surroundings.listener().tell(event);
  }
}
