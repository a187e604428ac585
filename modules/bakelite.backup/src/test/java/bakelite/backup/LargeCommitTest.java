package bakelite.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Transactions that are too large for a change-set: more than a quarter of the spool.
class LargeCommitTest extends WriteJourney {
  @Test
  void aCommitTooLargeForAChangeSetIsFoundByAComparison() throws Exception {
    try (var application = table()) {
      application.run(rows(20, 900));
      try (var writer = begin(database(), "state", smallSpool())) {
        writer.settle();
        application.run("UPDATE t SET b = randomblob(1000) WHERE a = 3");
        application.run(rows(50, 100_000));
        writer.settle();
        application.run("UPDATE t SET b = randomblob(1000) WHERE a = 4");
        writer.settle();
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    var copy = new CopyReader(replica()).read();
    assertLatestIsTheDatabase(copy);
    assertEquals(1, origins(copy));
    assertTrue(resyncs(copy) >= 1);
    var text = events.toString();
    assertTrue(text.contains("a commit changes more than 256 KiB"), text);
  }

  @Test
  void aStopRightAfterItIsNotTakenForDone() throws Exception {
    try (var application = table()) {
      application.run(rows(20, 900));
      try (var writer = begin(database(), "state", smallSpool())) {
        writer.settle();
        application.run(rows(50, 100_000));
        writer.finish();
        assertFalse(writer.isProtecting(), "the replica does not hold the large commit");
      }
      try (var writer = begin(database(), "state", smallSpool())) {
        writer.settle();
        writer.finish();
        assertTrue(writer.isProtecting());
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    assertLatestIsTheDatabase(new CopyReader(replica()).read());
  }

  @Test
  void aVacuumThatMovesNothingShipsNothing() throws Exception {
    try (var application = table()) {
      application.run(rows(50, 100_000));
      application.run("VACUUM");
      try (var writer = begin(database(), "state", smallSpool())) {
        writer.settle();
        long before = bytes(folder.resolve("backups"));
        application.run("VACUUM");
        writer.settle();
        writer.finish();
        long shipped = bytes(folder.resolve("backups")) - before;
        assertTrue(shipped < 100_000, "bytes shipped: " + shipped);
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    assertLatestIsTheDatabase(new CopyReader(replica()).read());
  }

  private static long bytes(Path folder) throws Exception {
    try (var files = Files.walk(folder)) {
      return files.mapToLong(file -> Files.isRegularFile(file) ? file.toFile().length() : 0).sum();
    }
  }
}
