package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The store's folder goes away under the running daemon, as a disk that is unmounted, and is back
/// some seconds later.
class StoreAwayTest {
  /// What is at its path meanwhile.
  enum Meanwhile {
    NOTHING,
    /// A mount point without its disk.
    AN_EMPTY_FOLDER,
    /// A mount point that was a store itself once.
    A_FOLDER_OF_A_STORE,
    /// Nothing can be written there, not even by root.
    A_FILE
  }

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @AfterAll
  static void asManyWereTriedAsPromised() {
    Scoreboard.reaches("B3", Meanwhile.values().length);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsCommittedWhileTheStoreIsAwayIsThereWhenItIsBack(Meanwhile meanwhile) throws Exception {
    long seed = Long.getLong("bakelite.seed", System.nanoTime());
    var problems = new ArrayList<String>();
    var image = Image.in(folder);
    var grader = new Grader(image, folder.resolve("app.db"), problems);
    var backups = folder.resolve("backups");
    Writer.create(folder.resolve("app.db"), 4096);
    try (var sql = LibrarySql.open(folder.resolve("app.db"))) {
      var commits = new NumberedCommits(sql, new SplittableRandom(seed), "TRUNCATE");
      commits.commit();
      var daemon = image.start(": protecting", "replicate", "app.db", "backups");
      write(commits, daemon, 500);
      Files.move(backups, folder.resolve("elsewhere"));
      switch (meanwhile) {
        case NOTHING -> {}
        case AN_EMPTY_FOLDER -> Files.createDirectory(backups);
        case A_FOLDER_OF_A_STORE -> Files.createDirectories(backups.resolve(".tmp"));
        case A_FILE -> Files.createFile(backups);
      }
      commits.commit();
      image.await(daemon, "store trouble");
      write(commits, daemon, 1000);
      if (meanwhile == Meanwhile.A_FOLDER_OF_A_STORE) {
        Files.delete(backups.resolve(".tmp"));
      }
      // Fails where anything was put there.
      Files.deleteIfExists(backups);
      Files.move(folder.resolve("elsewhere"), backups);
      image.await(daemon, "the store is back");
      write(commits, daemon, 200);
      daemon.destroy();
      assertTrue(daemon.waitFor(60, TimeUnit.SECONDS), image.log());
      assertEquals(0, daemon.exitValue(), image.log());
    }
    grader.exact();
    grader.at(grader.listed().getFirst());
    Scoreboard.tell("B3", 1, problems.isEmpty() ? 0 : 1, seed);
    assertEquals(List.of(), problems, () -> Scoreboard.replay(StoreAwayTest.class, seed));
  }

  private static void write(NumberedCommits commits, Process daemon, int millis) throws Exception {
    for (int turn = 0; turn < millis / 20; turn++) {
      commits.turn();
      assertTrue(!daemon.waitFor(20, TimeUnit.MILLISECONDS), "the daemon ended");
    }
  }
}
