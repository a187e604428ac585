package bakelite.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// A store that is away for longer than the spool lasts.
class FullSpoolTest extends WriteJourney {
  @Test
  void aStoreThatIsAwayFillsTheSpoolAndNothingElse() throws Exception {
    try (var application = table()) {
      application.run(rows(100, 900));
      try (var writer = begin(database(), "state", smallSpool())) {
        writer.settle();
        long walBytes = 0;
        for (int i = 0; i < 60; i++) {
          application.run("UPDATE t SET b = randomblob(90000) WHERE a = " + (1 + i % 20));
          for (int step = 0; step < 10; step++) {
            ahead = ahead.plusMillis(100);
            writer.capture();
          }
          application.run("PRAGMA wal_checkpoint(PASSIVE)");
          walBytes = Math.max(walBytes, Files.size(folder.resolve("app.db-wal")));
        }
        assertTrue(events.stream().anyMatch(BackupEvent.SpoolFull.class::isInstance));
        assertFalse(writer.isProtecting());
        assertTrue(spoolBytes() < 2 << 20, "bytes in the state folder: " + spoolBytes());
        assertTrue(walBytes < 3 << 20, "bytes of the WAL: " + walBytes);
        writer.settle();
        application.run("UPDATE t SET b = randomblob(100) WHERE a = 50");
        writer.settle();
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    var copy = new CopyReader(replica()).read();
    assertLatestIsTheDatabase(copy);
    assertEquals(1, origins(copy));
    assertTrue(resyncs(copy) >= 1);
  }

  @Test
  void aStopWhileTheSpoolIsFullLosesNothing() throws Exception {
    try (var application = table()) {
      application.run(rows(100, 900));
      try (var writer = begin(database(), "state", smallSpool())) {
        writer.settle();
        for (int i = 0; i < 40; i++) {
          application.run("UPDATE t SET b = randomblob(90000) WHERE a = " + (1 + i % 20));
          writer.capture();
        }
        assertFalse(writer.isProtecting());
        writer.finish();
      }
      try (var writer = begin()) {
        writer.settle();
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    assertLatestIsTheDatabase(new CopyReader(replica()).read());
  }

  /// Bytes of everything that waits for the store.
  private long spoolBytes() throws IOException {
    try (var files = Files.walk(folder.resolve("state"))) {
      return files
          .filter(
              file -> file.getParent().endsWith("spool") || file.getParent().endsWith("journal"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }
}
