package bakelite.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// A process that ends in the middle of a walk over all pages, with the WAL as it was.
class UnfinishedWalkTest extends WriteJourney {
  private static final int STEPS = 40;

  @Test
  void aFullCopyThatWasBrokenOffIsMadeAnew() throws Exception {
    try (var application = table()) {
      // Three cells and a tail, all of them in the WAL.
      application.run(rows(60, 1_000_000));
      try (var killed = begin()) {
        breakOff(killed);
      }
      application.run("UPDATE t SET b = randomblob(900) WHERE a = 5");
      try (var writer = begin()) {
        assertFalse(writer.isProtecting(), "there is no full copy yet");
        writer.settle();
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    var copy = new CopyReader(replica()).read();
    assertLatestIsTheDatabase(copy);
    assertEquals(2, origins(copy));
  }

  @Test
  void aComparisonThatWasBrokenOffIsMadeAnew() throws Exception {
    try (var application = table()) {
      application.run(rows(60, 1_000_000));
      try (var writer = begin()) {
        writer.settle();
      }
      // In every cell a page that only the comparison can find.
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
      application.run("UPDATE t SET b = randomblob(1000000) WHERE a % 10 = 0");
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
      application.run("UPDATE t SET b = randomblob(900) WHERE a = 5");
      try (var killed = begin()) {
        breakOff(killed);
      }
      application.run("UPDATE t SET b = randomblob(900) WHERE a = 6");
      try (var writer = begin()) {
        assertFalse(writer.isProtecting(), "not every page was compared yet");
        writer.settle();
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    var copy = new CopyReader(replica()).read();
    assertLatestIsTheDatabase(copy);
    assertEquals(1, origins(copy));
    assertTrue(resyncs(copy) >= 2);
  }

  @Test
  void aStopInTheMiddleOfACopyIsNotTakenForDone() throws Exception {
    try (var application = table()) {
      application.run(rows(60, 1_000_000));
      try (var writer = begin()) {
        writer.step();
        writer.finish();
        assertFalse(writer.isProtecting());
      }
      try (var writer = begin()) {
        assertFalse(writer.isProtecting(), "there is no full copy yet");
        writer.settle();
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    assertLatestIsTheDatabase(new CopyReader(replica()).read());
  }

  /// Takes steps until the walk has begun and is not over.
  private static void breakOff(Stepped writer) throws Exception {
    for (int step = 0; step < STEPS && !writer.isDrained(); step++) {
      writer.step();
    }
    writer.step();
    assertFalse(writer.isProtecting(), "the walk is over already");
  }
}
