package bakelite.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.List;
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

  @Test
  void aCopyIsNotToldOfBeforeItsClosingRecordIsInTheStore() throws Exception {
    try (var application = table()) {
      application.run(rows(1, 1000));
      try (var writer = begin()) {
        writer.capture();
        while (!writer.isProtecting()) {
          writer.upload();
          writer.capture();
        }
        for (int look = 0; look < 5; look++) {
          writer.capture();
        }
        assertFalse(writer.isDrained());
        assertEquals(List.of(), finished());
        writer.settle();
        var told = finished();
        assertEquals(1, told.size());
        var copy = new CopyReader(replica()).read();
        assertTrue(copy.records().contains(told.getFirst().closing()), told::toString);
      }
    }
  }

  private List<BackupEvent.CopyFinished> finished() {
    return events.stream()
        .filter(BackupEvent.CopyFinished.class::isInstance)
        .map(BackupEvent.CopyFinished.class::cast)
        .toList();
  }
}
