package bakelite.store.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.backup.BackupEvent;
import bakelite.backup.BackupException;
import bakelite.backup.BackupSession;
import bakelite.backup.BackupSettings;
import bakelite.backup.BackupSurroundings;
import bakelite.backup.Shadow;
import bakelite.backup.Start;
import bakelite.backup.StateFolder;
import bakelite.backup.Uploader;
import bakelite.backup.WriterIdentity;
import bakelite.format.ObjectHeader.WriterVersion;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.Target;
import bakelite.replica.plan.Fork;
import bakelite.replica.plan.History;
import bakelite.restore.DatabaseCheck;
import bakelite.restore.RestoreProgress;
import bakelite.restore.Restorer;
import bakelite.restore.Verifier;
import bakelite.sqlite.LiveDatabase;
import bakelite.sqlite.LiveSettings;
import bakelite.store.Fence;
import bakelite.store.ObjectStore;
import bakelite.store.s3.S3Clients;
import bakelite.store.servers.fault.Application;
import bakelite.store.servers.fault.WeakServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two writers on one replica in a real bucket that ignores create-only: both are served, neither
/// loses anything, and the fork is named.
final class WeakStoreTest {
  private static final int MOST_STEPS = 5_000;

  @TempDir Path folder;
  private final Random random = new Random();

  @ParameterizedTest
  @ValueSource(strings = {"versioned", "locked"})
  void onABucketThatIgnoresCreateOnly(String bucket) throws Exception {
    switch (ServerSource.ofThisMachine().local("rgw")) {
      case ServerSource.Found.None(var reason) -> skipped(reason);
      case ServerSource.Found.Ready(var server) -> {
        try (var store = S3Clients.open(server.in(bucket).settings())) {
          forkAndRestore(store);
        }
      }
    }
  }

  @Test
  void onAServerThatDropsTheHeader() throws Exception {
    try (var server = new WeakServer();
        var store = S3Clients.open(server.settings())) {
      forkAndRestore(store);
    }
  }

  private static void skipped(String reason) {
    var required = Optional.ofNullable(System.getenv("BAKELITE_TEST_REQUIRE")).orElse("");
    if (List.of(required.split(",")).contains("rgw")) {
      Assertions.fail("rgw is required: " + reason);
    }
    Assumptions.abort("rgw: " + reason);
  }

  private void forkAndRestore(ObjectStore store) throws Exception {
    // Nothing can be taken away from a locked bucket, so each run has a place of its own.
    var prefix = "weak-" + Long.toHexString(random.nextLong()) + "/";
    var one = folder.resolve("one.db");
    var other = folder.resolve("other.db");
    try (var first = new Machine(one, "first", store, prefix)) {
      first.run("CREATE TABLE t(a INTEGER PRIMARY KEY, b BLOB)");
      first.start(BackupSettings.TakeOver.RELEASED);
      first.settle();
      first.run("INSERT INTO t(b) VALUES (randomblob(9000))");
      first.settle();
      assertEquals(List.of(Fence.WEAK), first.fences);
      first.run("VACUUM INTO '" + other + "'");
      try (var second = new Machine(other, "second", store, prefix)) {
        second.start(BackupSettings.TakeOver.ALWAYS);
        second.run("INSERT INTO t(b) VALUES (randomblob(300))");
        second.settle();
        // It has looked less than half a minute ago, so this is acknowledged too.
        first.run("INSERT INTO t(b) VALUES (randomblob(200))");
        first.settle();
        var fork = History.of(new Replica(store, prefix)).fork().orElseThrow();
        assertEquals(2, fork.branches().size());
        assertRestores(store, prefix, fork, List.of(first.bytes(), second.bytes()));
      }
      // A later start sees the other one and says who it is.
      var refused =
          assertThrows(
              BackupException.Fenced.class, () -> first.start(BackupSettings.TakeOver.NEVER));
      assertTrue(refused.getMessage().contains("process 2 on second"), refused.getMessage());
    }
  }

  private void assertRestores(ObjectStore store, String prefix, Fork fork, List<byte[]> databases)
      throws Exception {
    var replica = new Replica(store, prefix);
    var restorer = new Restorer(replica, DatabaseCheck.NONE, RestoreProgress.NONE);
    var refused =
        assertThrows(
            ReplicaException.Damaged.class,
            () -> restorer.restore(new Target.Latest(), folder.resolve("latest.db")));
    assertTrue(refused.hint().contains("--branch"), refused.hint());
    var report = new Verifier(new Replica(store, prefix)).verify();
    assertEquals(List.of(fork.problem()), report.problems());
    var found = new ArrayList<byte[]>();
    for (var branch : fork.branches()) {
      var chosen = new Replica(store, prefix).onBranch(branch.life().toString().substring(0, 16));
      var output = folder.resolve(branch.life() + ".db");
      new Restorer(chosen, DatabaseCheck.NONE, RestoreProgress.NONE)
          .restore(new Target.Latest(), output);
      found.add(Files.readAllBytes(output));
      assertEquals(List.of(), new Verifier(chosen).verify().problems());
    }
    for (var database : databases) {
      assertEquals(1, found.stream().filter(bytes -> Arrays.equals(bytes, database)).count());
    }
  }

  /// A machine with a copy of the database, and at most one life of a writer on it.
  private final class Machine implements AutoCloseable {
    private final Path database;
    private final String name;
    private final Replica replica;
    private final Application application;
    private final List<Fence> fences = new ArrayList<>();
    private Optional<LiveDatabase> live = Optional.empty();
    private Optional<StateFolder> state = Optional.empty();
    private Optional<BackupSession> session = Optional.empty();

    Machine(Path database, String name, ObjectStore store, String prefix) throws Exception {
      this.database = database;
      this.name = name;
      this.replica = new Replica(store, prefix);
      this.application = Application.start(database);
      run("PRAGMA journal_mode = WAL");
    }

    void run(String sql) throws Exception {
      application.run(sql);
    }

    void start(BackupSettings.TakeOver takeOver) throws Exception {
      try {
        var start = begin(takeOver);
        if (start instanceof Shadow shadow) {
          live.orElseThrow().close();
          live = Optional.empty();
          assertEquals(Optional.empty(), shadow.learn(() -> false));
          stop();
          start = begin(takeOver);
        }
        session = Optional.of(assertInstanceOf(BackupSession.class, start));
      } catch (BackupException refused) {
        stop();
        throw refused;
      }
    }

    private Start begin(BackupSettings.TakeOver takeOver) throws Exception {
      var kept = StateFolder.open(folder.resolve("state-" + name));
      state = Optional.of(kept);
      var defaults = BackupSettings.defaults();
      var settings =
          new BackupSettings(
              Duration.ZERO,
              defaults.maxBatchDelay(),
              defaults.safetyPoll(),
              defaults.maxWalBytes(),
              defaults.compression(),
              defaults.spoolMaxBytes(),
              takeOver);
      var surroundings =
          new BackupSurroundings(
              InstantSource.system(),
              random,
              new WriterIdentity(name, name, "b", name.equals("first") ? 1 : 2, 2),
              _ -> true,
              new WriterVersion(0, 1, 0),
              event -> {
                if (event instanceof BackupEvent.StoreTried(var fence)) {
                  fences.add(fence);
                }
              });
      live = Optional.of(LiveDatabase.attach(database, LiveSettings.defaults()));
      return BackupSession.begin(
          live.get(), replica, kept, settings, surroundings, Optional.empty());
    }

    void settle() throws Exception {
      var running = session.orElseThrow();
      for (int i = 0; i < 20 || !isSettled(running); i++) {
        running.replicator().step();
        switch (running.uploader().step()) {
          case Uploader.Step.Idle _, Uploader.Step.Stored _, Uploader.Step.StoredShard _ -> {}
          case Uploader.Step.Trouble(var cause) -> throw new AssertionError(cause);
          case Uploader.Step.Fenced(var writer) -> throw new AssertionError(writer);
        }
        assertTrue(i < MOST_STEPS, "never settles");
      }
    }

    private static boolean isSettled(BackupSession running) {
      return running.replicator().isProtecting() && running.uploader().isDrained();
    }

    /// Stops, and gives the database as a restore has to give it.
    byte[] bytes() throws Exception {
      stop();
      run("PRAGMA wal_checkpoint(TRUNCATE)");
      return Files.readAllBytes(database);
    }

    void stop() throws Exception {
      session = Optional.empty();
      live.ifPresent(LiveDatabase::close);
      live = Optional.empty();
      if (state.isPresent()) {
        state.get().close();
      }
      state = Optional.empty();
    }

    @Override
    public void close() throws Exception {
      stop();
      application.close();
    }
  }
}
