package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bakelite.cli.command.StopRequest;
import bakelite.cli.command.Streams;
import bakelite.cli.command.Surroundings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `demo` does, with the linked daemon: it is killed with SIGKILL at random moments beside a
/// writer in another process; then the newest commit and ten random ones are restored and compared
/// with what the writer recorded.
///
/// A failure prints its seed; `-Dbakelite.seed=N` draws the same moments and commits again. Other
/// writers, page sizes and checkpoints: [ManyKillsTest].
class KillTest {
  private static final int KILLS = 3;
  private static final int POINTS = 10;

  @TempDir Path folder;

  @Test
  void everyCommitComesBackExactlyAfterTheDaemonWasKilledInMidWrite() throws Exception {
    long seed = Long.getLong("bakelite.seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    var launcher = Path.of(System.getProperty("bakelite.image"), "bin", "bakelite");
    try (var stage = new Stage(Program.at(launcher), folder, surroundings(random))) {
      stage.startWriter();
      for (int kill = 0; kill < KILLS; kill++) {
        stage.startDaemon();
        stage.let(Duration.ofMillis(200 + random.nextInt(1500)));
        stage.killDaemon();
        stage.let(Duration.ofMillis(random.nextInt(300)));
      }
      stage.startDaemon();
      stage.let(Duration.ofMillis(500));
      long commits = stage.stopWriter();

      assertEquals(0, stage.stopDaemon(), () -> "seed " + seed + "\n" + log());
      var problems = new Restores(stage).compare(POINTS, commits, line -> {});
      assertEquals(List.of(), problems, () -> "seed " + seed + "\n" + log());
      assertEquals(0, stage.verify(line -> {}), () -> "seed " + seed + "\n" + log());
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("daemon.log"));
    } catch (IOException none) {
      return "no log: " + none;
    }
  }

  private Surroundings surroundings(SplittableRandom random) {
    var nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new Surroundings(
        new Streams(nowhere, nowhere, false, false),
        Map.of(),
        folder,
        InstantSource.system(),
        ZoneOffset.UTC,
        random,
        new StopRequest());
  }
}
