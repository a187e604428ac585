package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.wal.WalIndex;
import bakelite.wal.WalIndexHeader;
import bakelite.wal.WalPosition;
import bakelite.wal.WalReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Other processes write without a pause and checkpoint by default; not a commit may be missed.
@Timeout(120)
class ContinuityTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  /// Checkpoints in every pause, so that there are many resets.
  private static final HandoverLimits EAGER =
      new HandoverLimits(
          Duration.ofMillis(3),
          Duration.ofMillis(100),
          Duration.ofMillis(3),
          Duration.ofSeconds(30),
          1 << 20,
          false);

  @TempDir private Path folder;

  static List<Application.Kind> applications() {
    return Application.Kind.here();
  }

  @ParameterizedTest
  @MethodSource("applications")
  void noCommitIsLostAcrossResetsOfTheWal(Application.Kind kind) throws Exception {
    var path = folder.resolve("app.db");
    var shadow = folder.resolve("shadow.db");
    try (var first = Application.create(kind, path);
        var second = Application.start(kind, path);
        var follower = Follower.attach(path, shadow, EAGER)) {
      long before = follower.commits();
      var both = List.of(first, second);
      both.forEach(each -> each.sql("PRAGMA synchronous=NORMAL"));
      long written = writeBoth(follower, both, "run 1000");
      for (int round = 0; round < 12; round++) {
        follower.untilIdle(LONG);
        written = writeBoth(follower, both, "write 25");
      }
      follower.untilIdle(LONG);

      assertEquals(written, follower.commits() - before);
      assertTrue(written > 1_000, "too few commits to mean something: " + written);
      assertTrue(follower.resets() >= 8, "too few resets: " + follower.resets());
      assertEquals(
          -1,
          follower.mismatch(Files.readAllBytes(shadow)),
          "the shadow differs from the database");
      assertInstanceOf(
          DatabaseCheck.Result.Passed.class, DatabaseCheck.run(shadow, DatabaseCheck.Kind.FULL));
      System.out.println(
          "XX "
              + kind
              + " "
              + written
              + " resets "
              + follower.resets()
              + " handovers "
              + follower.handovers()
              + " checkpoints "
              + follower.checkpoints().size());
    }
  }

  private static long writeBoth(Follower follower, List<Application> both, String line)
      throws Exception {
    both.forEach(each -> each.send(line));
    follower.until(LONG, () -> both.stream().allMatch(Application::answered));
    return both.stream().mapToLong(each -> Long.parseLong(each.expect("wrote"))).sum();
  }

  /// We were not scheduled for as long as the application needs for several resets.
  @ParameterizedTest
  @MethodSource("applications")
  void aHoldThatSleepsMissesNothing(Application.Kind kind) throws Exception {
    var path = folder.resolve("app.db");
    var shadow = folder.resolve("shadow.db");
    try (var application = Application.create(kind, path);
        var follower = Follower.attach(path, shadow)) {
      application.sql("PRAGMA synchronous=OFF");
      long written = 0;
      for (int round = 0; round < 3; round++) {
        follower.untilIdle(LONG);
        written = application.write(1_000);
      }
      follower.untilIdle(LONG);
      assertEquals(written, follower.commits());
      assertTrue(follower.resets() >= 2, "too few resets: " + follower.resets());
      assertEquals(-1, follower.mismatch(Files.readAllBytes(shadow)), "the shadow differs");
    }
  }

  /// The control: the same sleep without the read transaction.
  @ParameterizedTest
  @MethodSource("applications")
  void withoutHoldingCommitsAreLostAndTheTestSeesIt(Application.Kind kind) throws Exception {
    var path = folder.resolve("app.db");
    try (var application = Application.create(kind, path);
        var shm = IndexMap.open(DatabaseFiles.shmOf(path));
        var wal = Descriptor.open(DatabaseFiles.walOf(path))) {
      application.sql("PRAGMA synchronous=OFF");
      var onlooker = new Onlooker(shm, wal);
      long written = 0;
      for (int round = 0; round < 3; round++) {
        onlooker.look();
        written = application.write(1_000);
      }
      onlooker.look();
      assertTrue(onlooker.commits > 0, "the onlooker sees nothing at all");
      assertTrue(onlooker.commits < written / 2, onlooker.commits + " of " + written + " seen");
    }
  }

  private static final class Onlooker implements WalReader.Sink {
    private final IndexMap shm;
    private final Descriptor wal;
    private WalPosition position;
    private long commits;

    private Onlooker(IndexMap shm, Descriptor wal) {
      this.shm = shm;
      this.wal = wal;
    }

    private void look() throws IOException {
      if (!(shm.look() instanceof WalIndex.Valid look) || look.header().maxFrame() == 0) {
        return;
      }
      WalIndexHeader horizon = look.header();
      if (position == null || !position.salts().equals(horizon.salts())) {
        position = WalPosition.before(horizon);
      }
      if (WalReader.scan(wal, position, horizon, this)
          instanceof WalReader.Scan.Reached(var reached)) {
        position = reached;
      }
    }

    @Override
    public void frame(long frame, long page, long offset, ByteBuffer image) {}

    @Override
    public boolean commit(WalPosition at, long pages) {
      commits++;
      return true;
    }
  }
}
