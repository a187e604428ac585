package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class IdleTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir private Path folder;

  /// One application beside us, one alone, both told the same: the files come out the same.
  @ParameterizedTest
  @EnumSource(Application.Kind.class)
  void anIdleDatabaseIsCompleteInItsFileAndHoldsNothingOfOurs(Application.Kind kind)
      throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(kind.installed());
    var path = folder.resolve("app.db");
    var alone = folder.resolve("alone.db");
    try (var beside = Application.create(kind, path);
        var lonely = Application.create(kind, alone);
        var follower = Follower.attach(path, folder.resolve("shadow.db"))) {
      for (int round = 0; round < 5; round++) {
        for (int n = 0; n < 20; n++) {
          var statement =
              "INSERT INTO log(payload) VALUES(zeroblob(%d))".formatted(500 + 37 * n * round);
          lonely.sql(statement);
          beside.send("sql " + statement);
          follower.until(LONG, beside::answered);
          beside.expect("ok");
        }
        follower.untilIdle(Duration.ofSeconds(1));
        lonely.send("checkpoint TRUNCATE");
        lonely.expect("checkpoint");
        assertEquals(-1, follower.mismatch(Files.readAllBytes(alone)), "differs in round " + round);
      }
      assertTrue(
          follower.checkpoints().stream().allMatch(Checkpoint.Done.class::isInstance),
          () -> follower.checkpoints().toString());
      assertEquals(Optional.empty(), follower.database().lostLocks());
    }
  }
}
