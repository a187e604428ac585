package bakelite.store.servers.fault;

import bakelite.backup.BackupException;
import bakelite.backup.BackupSession;
import bakelite.backup.BackupSettings;
import bakelite.backup.BackupSurroundings;
import bakelite.backup.StateFolder;
import bakelite.backup.Uploader;
import bakelite.backup.WriterIdentity;
import bakelite.format.ObjectHeader.WriterVersion;
import bakelite.replica.Replica;
import bakelite.sqlite.LiveDatabase;
import bakelite.sqlite.LiveSettings;
import bakelite.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// One life of a writer whose store is unreliable: steps by hand, and tries again as often as a
/// daemon would, without its pauses.
final class BackupRun implements AutoCloseable {
  /// Most tries of one thing: a store that fails once in six times is through long before.
  private static final int MOST_TRIES = 200;

  private static final int MOST_STEPS = 5_000;

  private final LiveDatabase live;
  private final StateFolder state;
  private final BackupSession session;
  private final List<StoreException> troubles = new ArrayList<>();
  private int named;

  BackupRun(Path database, Path folder, Replica replica, long seed) throws Exception {
    live = LiveDatabase.attach(database, LiveSettings.defaults());
    state = StateFolder.open(folder);
    session = begin(replica, new Random(seed));
  }

  private BackupSession begin(Replica replica, Random random) throws Exception {
    var defaults = BackupSettings.defaults();
    var settings =
        new BackupSettings(
            Duration.ZERO,
            defaults.maxBatchDelay(),
            defaults.safetyPoll(),
            defaults.maxWalBytes(),
            defaults.compression(),
            defaults.spoolMaxBytes(),
            defaults.takeOver());
    var surroundings =
        new BackupSurroundings(
            InstantSource.system(),
            random,
            new WriterIdentity("here", "m", "b", 1, 2),
            _ -> true,
            new WriterVersion(0, 1, 0),
            _ -> {});
    for (var tries = 0; tries < MOST_TRIES; tries++) {
      try {
        var start =
            BackupSession.begin(live, replica, state, settings, surroundings, Optional.empty());
        if (start instanceof BackupSession begun) {
          return begun;
        }
        throw new AssertionError("lost what it knew of its own replica");
      } catch (StoreException trouble) {
        troubles.add(trouble);
      } catch (BackupException.DamagedReplica lied) {
        // What was read cannot be what was stored; a start that says so has failed by name.
        named++;
      } catch (BackupException refused) {
        close();
        throw new AssertionError("shut out of a replica that is its own: " + refused, refused);
      }
    }
    close();
    throw new AssertionError("cannot begin, at last since " + troubles.getLast());
  }

  /// Steps until everything that is committed is stored.
  void settle() throws Exception {
    for (var i = 0; i < 20 || !isSettled(); i++) {
      session.replicator().step();
      upload();
      if (i > MOST_STEPS) {
        throw new AssertionError("does not settle, at last since " + troubles);
      }
    }
  }

  private boolean isSettled() {
    return session.replicator().isProtecting() && session.uploader().isDrained();
  }

  /// Ends as a daemon does that is asked to.
  void finish() throws Exception {
    session.replicator().finish();
    for (var i = 0; !session.uploader().isDrained(); i++) {
      upload();
      if (i > MOST_STEPS) {
        throw new AssertionError("does not drain, at last since " + troubles);
      }
    }
  }

  private void upload() throws Exception {
    switch (session.uploader().step()) {
      case Uploader.Step.Idle _, Uploader.Step.Stored _, Uploader.Step.StoredShard _ -> {}
      case Uploader.Step.Trouble(var cause) -> troubles.add(cause);
      case Uploader.Step.Fenced(var writer) ->
          throw new AssertionError("fenced by " + writer + ", and there is no other writer");
    }
  }

  /// How many starts ended with an object that they named as damaged.
  int refusedStarts() {
    return named;
  }

  /// What the store did not do at once, in the order of time.
  List<StoreException> troubles() {
    return troubles;
  }

  @Override
  public void close() throws Exception {
    live.close();
    state.close();
  }
}
