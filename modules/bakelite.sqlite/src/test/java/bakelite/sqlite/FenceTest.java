package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.wal.WalIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class FenceTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final InstantSource TIME = InstantSource.system();
  private static final long MAX_WAL_BYTES = 2 << 20;

  @TempDir private Path folder;

  static List<Application.Kind> applications() {
    return Application.Kind.here();
  }

  @ParameterizedTest
  @MethodSource("applications")
  void theWalOfWritersThatNeverPauseIsResetAllTheSame(Application.Kind kind) throws Exception {
    var path = folder.resolve("app.db");
    var shadow = folder.resolve("shadow.db");
    var limits =
        new HandoverLimits(
            Duration.ofMillis(250),
            Duration.ofMillis(100),
            Duration.ofMillis(20),
            Duration.ofSeconds(30),
            MAX_WAL_BYTES,
            true);
    try (var first = Application.create(kind, path);
        var second = Application.start(kind, path);
        var follower = Follower.attach(path, shadow, limits)) {
      long before = follower.commits();
      var both = List.of(first, second);
      for (var each : both) {
        each.sql("PRAGMA synchronous=NORMAL");
        each.send("run 3000");
      }
      follower.until(LONG, () -> both.stream().allMatch(Application::answered));
      long written = both.stream().mapToLong(each -> Long.parseLong(each.expect("wrote"))).sum();
      follower.untilIdle(LONG);

      assertEquals(written, follower.commits() - before);
      assertTrue(
          follower.fences().stream()
              .anyMatch(each -> each instanceof Checkpoint.Done done && done.complete()),
          () -> "no fence completed: " + follower.fences());
      assertTrue(follower.resets() >= 3, "too few resets: " + follower.resets());
      assertEquals(-1, follower.mismatch(Files.readAllBytes(shadow)), "the shadow differs");
    }
  }

  @Test
  void aFenceWritesNothing() throws Exception {
    var path = folder.resolve("app.db");
    try (var application = Application.create(Application.Kind.JAVA, path);
        var database = LiveDatabase.attach(path, LiveSettings.defaults())) {
      application.write(5);
      var wal = Files.readAllBytes(DatabaseFiles.walOf(path));
      try (var fence = database.fence(TIME, LONG).orElseThrow()) {
        application.sql("PRAGMA busy_timeout=10");
        application.send("sql INSERT INTO counter VALUES(1)");
        assertTrue(application.expectAny().contains("locked"), "the fence does not stand");
        assertThrows(IllegalStateException.class, database::handover);
        assertInstanceOf(Checkpoint.NotNow.class, database.checkpoint());
        assertEquals(fence.horizon(), database.horizon());
        assertTrue(((Checkpoint.Done) fence.complete()).complete());
        assertThrows(IllegalStateException.class, fence::complete);
      }
      assertEquals(
          -1, java.util.Arrays.mismatch(wal, Files.readAllBytes(DatabaseFiles.walOf(path))));
      assertTrue(database.maybeOnRead0());
      assertEquals(Optional.empty(), database.lostLocks());

      // The next writer resets the WAL, and the hold still knows what it holds.
      var before = ((WalIndex.Valid) database.look()).header().salts();
      application.write(1);
      assertTrue(!before.equals(database.horizon().salts()), "the WAL was not reset");
    }
  }

  @Test
  void aFenceThatIsGivenUpChangesNothing() throws Exception {
    var path = folder.resolve("app.db");
    try (var application = Application.create(Application.Kind.JAVA, path);
        var database = LiveDatabase.attach(path, LiveSettings.defaults())) {
      application.write(5);
      var before = database.horizon();
      database.fence(TIME, LONG).orElseThrow().close();
      assertEquals(before, database.horizon());
      application.write(1);
      database.handover().complete();
    }
  }

  @Test
  void aLockThatCannotBeHadIsNotWaitedForLongerThanAsked() throws Exception {
    var path = folder.resolve("app.db");
    try (var application = Application.create(Application.Kind.JAVA, path);
        var database = LiveDatabase.attach(path, LiveSettings.defaults())) {
      application.sql("BEGIN IMMEDIATE");
      assertEquals(Optional.empty(), database.fence(TIME, Duration.ofMillis(50)));
      application.sql("COMMIT");
      database.fence(TIME, LONG).orElseThrow().close();
    }
  }
}
