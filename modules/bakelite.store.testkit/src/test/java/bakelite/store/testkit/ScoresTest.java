package bakelite.store.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a run says of its targets.
class ScoresTest {
  @TempDir Path folder;

  @Test
  void everyTargetRanFailedOrWasSkippedForAReason() {
    var scores = new Scores();
    scores.passed("fs");
    scores.passed("fs");
    scores.leftOut("fs", "no-server", "a folder has none");
    scores.skipped("minio", "no minio on PATH");
    scores.failed("memory");
    assertEquals(
        List.of(
            "fs\tran\t2 passed, 0 failed; without no-server: a folder has none",
            "memory\tfailed\t0 passed, 1 failed",
            "minio\tskipped\tno minio on PATH"),
        scores.lines().stream().map(Scores.Line::row).toList());
    assertTrue(scores.table().contains("minio"), scores.table());
  }

  @Test
  void aRunKeepsTheLinesOfTargetsThatItDidNotTry() throws Exception {
    var file = folder.resolve("build/report.tsv");
    ScoreKeeper.write(
        file,
        List.of(
            new Scores.Line("fs", "failed", "x"), new Scores.Line("rgw", "skipped", "a\tb\nc")));
    ScoreKeeper.write(file, List.of(new Scores.Line("fs", "ran", "y")));
    assertEquals(List.of("fs\tran\ty", "rgw\tskipped\ta b c"), Files.readAllLines(file));
  }

  @Test
  void anExtentIsQuickOrFull() {
    assertEquals(Extent.quick(), Extent.named("quick"));
    assertEquals(100L << 20, Extent.named("full").largestBytes());
    assertThrows(IllegalArgumentException.class, () -> Extent.named("huge"));
  }
}
