package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// An application's own checkpoint waits for readers with the write lock in its hand: it must not
/// wait for ours.
@Timeout(120)
class OutOfTheWayTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final long MOST_MICROS = 200_000;

  @TempDir private Path folder;

  static Stream<Arguments> modes() {
    return Application.Kind.here().stream()
        .flatMap(
            kind -> Stream.of("FULL", "RESTART", "TRUNCATE").map(mode -> Arguments.of(kind, mode)));
  }

  @ParameterizedTest
  @MethodSource("modes")
  void theApplicationsOwnCheckpointDoesNotWaitForUs(Application.Kind kind, String mode)
      throws Exception {
    var path = folder.resolve("app.db");
    try (var application = Application.create(kind, path);
        var follower = Follower.attach(path, folder.resolve("shadow.db"))) {
      application.sql("PRAGMA synchronous=OFF");
      long before = follower.commits();
      long written = 0;
      var micros = new ArrayList<Long>();
      for (int round = 0; round < 9; round++) {
        // Some rounds find us busy, some just after a reset, some at rest.
        application.send("write " + (1 + round % 7 * 13));
        follower.until(LONG, application::answered);
        written = Long.parseLong(application.expect("wrote"));
        if (round % 5 == 4) {
          follower.untilIdle(LONG);
        }
        micros.add(checkpoint(application, follower, mode));
      }
      follower.untilIdle(LONG);
      assertEquals(written, follower.commits() - before);
      // A machine that is busy with something else may delay us once.
      long late = micros.stream().filter(each -> each > MOST_MICROS).count();
      assertTrue(late <= 1, () -> mode + " took " + micros);
    }
  }

  /// While our own passive checkpoint runs, for a few milliseconds, SQLite says busy at once and
  /// asks no busy handler; an application meets the same from its own connections.
  private static long checkpoint(Application application, Follower follower, String mode)
      throws Exception {
    long total = 0;
    for (int attempt = 0; attempt < 3; attempt++) {
      application.send("checkpoint " + mode);
      follower.until(LONG, application::answered);
      var answer = application.expect("checkpoint").split(" ", -1);
      total += Long.parseLong(answer[3]);
      if (answer[0].equals("0")) {
        return total;
      }
    }
    return fail(mode + " is busy after " + total + " microseconds");
  }

  /// The control: a reader that never moves is what the rule is about.
  @Test
  void aReaderThatNeverMovesMakesTheCheckpointWaitOutItsTimeout() throws Exception {
    var path = folder.resolve("app.db");
    try (var application = Application.create(Application.Kind.JAVA, path);
        var database = LiveDatabase.attach(path, LiveSettings.defaults())) {
      application.write(10);
      application.sql("PRAGMA busy_timeout=600");
      application.send("checkpoint FULL");
      var answer = List.of(application.expect("checkpoint").split(" ", -1));
      assertEquals("1", answer.getFirst(), "not busy: " + answer);
      assertTrue(Long.parseLong(answer.getLast()) >= 500_000, () -> "did not wait: " + answer);
      assertTrue(database.moved().isEmpty());
    }
  }
}
