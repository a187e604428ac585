package bakelite.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// A full copy: several cells, each made in the scratch file of the one before the last, while the
/// application goes on.
class FullCopyTest extends WriteJourney {
  @Test
  void aShardThatIsShorterThanTheOneBeforeInItsScratchFileIsWhole() throws Exception {
    try (var application = table()) {
      application.run(rows(33, 1_000_000));
      application.run("INSERT INTO t(b) VALUES(zeroblob(8000000))");
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
      try (var writer = begin()) {
        writer.settle();
        writer.finish();
      }
    }
    try (var objects = Files.walk(folder.resolve("backups/app/b"))) {
      var lengths =
          objects
              .filter(Files::isRegularFile)
              .sorted()
              .map(shard -> shard.toFile().length())
              .toList();
      assertEquals(3, lengths.size(), "shards");
      assertTrue(lengths.getLast() < lengths.getFirst() / 2, lengths::toString);
    }
    assertLatestIsTheDatabase(new CopyReader(replica()).read());
  }

  @Test
  void anApplicationThatCommitsAsFastAsTheStoreTakesDoesNotKeepTheCopyFromItsEnd()
      throws Exception {
    try (var application = table()) {
      application.run(rows(33, 1_000_000));
      try (var writer = begin()) {
        for (int commit = 0; !writer.isProtecting(); commit++) {
          assertTrue(commit < 200, "the copy never ends");
          application.run("INSERT INTO t(b) VALUES(x'00')");
          writer.step();
        }
        writer.settle();
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    var copy = new CopyReader(replica()).read();
    assertLatestIsTheDatabase(copy);
    assertEquals(1, origins(copy));
  }
}
