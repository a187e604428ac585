package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Applications that are killed in mid-write, vacuum, roll back, spill and checkpoint as they like.
@Timeout(180)
class RoughApplicationTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path folder;

  static List<Application.Kind> applications() {
    return Application.Kind.here();
  }

  @ParameterizedTest
  @MethodSource("applications")
  void whateverItDoesTheShadowIsTheDatabase(Application.Kind kind) throws Exception {
    var path = folder.resolve("app.db");
    var shadow = folder.resolve("shadow.db");
    try (var first = Application.create(kind, path);
        var follower = Follower.attach(path, shadow)) {
      for (var statement :
          List.of(
              "PRAGMA cache_size=5",
              "BEGIN",
              "INSERT INTO log(payload) VALUES(randomblob(300000))",
              "SAVEPOINT a",
              "INSERT INTO log(payload) VALUES(randomblob(300000))",
              "ROLLBACK TO a",
              "INSERT INTO log(payload) VALUES(randomblob(200000))",
              "COMMIT",
              "BEGIN",
              "DELETE FROM log",
              "ROLLBACK",
              "DELETE FROM log WHERE id > 1",
              "VACUUM",
              "PRAGMA wal_checkpoint(TRUNCATE)",
              "CREATE INDEX i ON log(length(payload))",
              "PRAGMA user_version=5",
              "PRAGMA incremental_vacuum")) {
        first.send("sql " + statement);
        follower.until(LONG, first::answered);
        first.expect("ok");
      }
      follower.untilIdle(LONG);
      for (int round = 0; round < 6; round++) {
        var killed = Application.start(kind, path);
        killed.sql("PRAGMA synchronous=NORMAL");
        killed.send("run 5000");
        follow(follower, Duration.ofMillis(150 + 70 * round));
        killed.kill();
        // It may have died with the index half-written: the next one recovers it.
        first.send("write 1");
        follower.until(LONG, first::answered);
        first.expect("wrote");
        if (round % 2 == 0) {
          follower.untilIdle(LONG);
        }
      }
      follower.untilIdle(LONG);
      assertEquals(-1, follower.mismatch(Files.readAllBytes(shadow)), "the shadow differs");
      assertInstanceOf(
          DatabaseCheck.Result.Passed.class, DatabaseCheck.run(shadow, DatabaseCheck.Kind.FULL));
      assertTrue(follower.resets() >= 2, "too few resets: " + follower.resets());
    }
  }

  private static void follow(Follower follower, Duration time) throws Exception {
    Instant until = InstantSource.system().instant().plus(time);
    follower.until(LONG, () -> InstantSource.system().instant().isAfter(until));
  }
}
