package bakelite.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.CommitFlag;
import bakelite.format.ObjectHeader.WriterVersion;
import bakelite.replica.Replica;
import bakelite.sqlite.LiveDatabase;
import bakelite.sqlite.LiveSettings;
import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import bakelite.store.StoreSettings;
import bakelite.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/// What tests of the write journey share: a database that another process drives, a folder store,
/// and sessions whose steps are taken by hand.
abstract class WriteJourney {
  private static final WriterIdentity WRITER = new WriterIdentity("here", "m", "b", 1, 2);

  @TempDir Path folder;
  final List<BackupEvent> events = new ArrayList<>();
  private final Random random = new Random(7);
  Liveness liveness = _ -> true;

  /// Why what the replica holds could not be learned the last time that it had to be.
  Optional<String> notLearned = Optional.empty();

  /// How much later it is than on the wall.
  Duration ahead = Duration.ZERO;

  Application table() throws IOException {
    var application = Application.start(database());
    application.run("PRAGMA journal_mode = WAL");
    application.run("CREATE TABLE t(a INTEGER PRIMARY KEY, b BLOB)");
    return application;
  }

  void assertLatestIsTheDatabase(CopyReader copy) throws IOException {
    assertLatestIs(database(), copy);
  }

  static void assertLatestIs(Path file, CopyReader copy) throws IOException {
    var latest = copy.states().keySet().stream().mapToLong(Long::longValue).max().orElseThrow();
    assertArrayEquals(Files.readAllBytes(file), copy.database(latest));
  }

  static long resyncs(CopyReader copy) {
    return copy.records().stream().filter(r -> r.flags().contains(CommitFlag.RESYNC)).count();
  }

  static String rows(int count, int bytes) {
    return "INSERT INTO t(b) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
        + count
        + ") SELECT randomblob("
        + bytes
        + ") FROM n";
  }

  static long origins(CopyReader copy) {
    return copy.records().stream().filter(r -> r.flags().contains(CommitFlag.ORIGIN)).count();
  }

  Path database() {
    return folder.resolve("app.db");
  }

  ObjectStore store() {
    try {
      var path = folder.resolve("backups").toString();
      return Stores.installed().of("file").open(new StoreSettings("file", Map.of("path", path)));
    } catch (StoreException broken) {
      throw new IllegalStateException(broken);
    }
  }

  Replica replica() {
    return new Replica(store(), "app/");
  }

  Stepped begin() throws Exception {
    return begin("state", BackupSettings.TakeOver.RELEASED);
  }

  Stepped begin(String state, BackupSettings.TakeOver takeOver) throws Exception {
    return begin(database(), state, takeOver);
  }

  Stepped begin(Path file, String state, BackupSettings.TakeOver takeOver) throws Exception {
    return begin(file, state, BackupSettings.defaults().withTakeOver(takeOver));
  }

  Stepped begin(Path file, String state, BackupSettings settings) throws Exception {
    var start = start(file, state, settings, Optional.empty());
    if (start instanceof Learning(var shadow, var kept)) {
      try (kept) {
        notLearned = shadow.learn(() -> false);
      }
      start = start(file, state, settings, notLearned);
    }
    return assertInstanceOf(Stepped.class, start);
  }

  /// What a start comes to.
  sealed interface Started permits Stepped, Learning {}

  /// What the replica holds has to be learned first.
  record Learning(Shadow shadow, StateFolder state) implements Started {}

  Started start(Path file, String state, BackupSettings settings, Optional<String> noShadow)
      throws Exception {
    var live = LiveDatabase.attach(file, LiveSettings.defaults());
    var kept = StateFolder.open(folder.resolve(state));
    try {
      var surroundings =
          new BackupSurroundings(
              () -> Instant.now().plus(ahead),
              random,
              WRITER,
              liveness,
              new WriterVersion(0, 1, 0),
              events::add);
      var begun =
          BackupSession.begin(live, replica(), kept, atOnce(settings), surroundings, noShadow);
      return switch (begun) {
        case BackupSession session -> new Stepped(live, kept, session);
        case Shadow shadow -> {
          live.close();
          yield new Learning(shadow, kept);
        }
      };
    } catch (Exception refused) {
      live.close();
      kept.close();
      throw refused;
    }
  }

  /// A session whose two halves are stepped in turn.
  static final class Stepped implements AutoCloseable, Started {
    private final LiveDatabase live;
    private final StateFolder state;
    private final BackupSession session;

    Stepped(LiveDatabase live, StateFolder state, BackupSession session) {
      this.live = live;
      this.state = state;
      this.session = session;
    }

    /// Steps until everything that is committed is stored.
    void settle() throws Exception {
      for (int i = 0; i < 20 || !isSettled(); i++) {
        step();
        assertTrue(i < 100_000, "never settles");
      }
    }

    /// Takes a step while the store is away.
    void capture() throws Exception {
      session.replicator().step();
    }

    boolean isDrained() {
      return session.uploader().isDrained();
    }

    boolean isProtecting() {
      return session.replicator().isProtecting();
    }

    void step() throws Exception {
      session.replicator().step();
      upload();
    }

    /// A step of both halves, and what the second came to.
    Uploader.Step advance() throws Exception {
      session.replicator().step();
      return session.uploader().step();
    }

    boolean isFencedWhenItGoesOn() throws Exception {
      for (int i = 0; i < 1000; i++) {
        session.replicator().step();
        if (session.uploader().step() instanceof Uploader.Step.Fenced) {
          return true;
        }
      }
      return false;
    }

    boolean isSettled() {
      return session.replicator().isProtecting() && session.uploader().isDrained();
    }

    void upload() throws IOException {
      switch (session.uploader().step()) {
        case Uploader.Step.Idle _, Uploader.Step.Stored _, Uploader.Step.StoredShard _ -> {}
        case Uploader.Step.Trouble(var cause) -> throw new AssertionError(cause);
        case Uploader.Step.Fenced(var writer) -> throw new AssertionError(writer);
      }
    }

    void finish() throws Exception {
      session.replicator().finish();
      while (!session.uploader().isDrained()) {
        upload();
      }
    }

    @Override
    public void close() throws Exception {
      live.close();
      state.close();
    }
  }

  /// Room for a megabyte.
  static BackupSettings smallSpool() {
    var defaults = BackupSettings.defaults();
    return new BackupSettings(
        defaults.debounce(),
        defaults.maxBatchDelay(),
        defaults.safetyPoll(),
        1 << 20,
        defaults.compression(),
        1 << 20,
        defaults.takeOver());
  }

  /// The same without a debounce, so that a step freezes what it captures.
  private static BackupSettings atOnce(BackupSettings settings) {
    return new BackupSettings(
        Duration.ZERO,
        settings.maxBatchDelay(),
        settings.safetyPoll(),
        settings.maxWalBytes(),
        settings.compression(),
        settings.spoolMaxBytes(),
        settings.takeOver());
  }
}
