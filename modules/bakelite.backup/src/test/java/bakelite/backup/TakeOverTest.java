package bakelite.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.backup.BackupSettings.TakeOver;
import bakelite.store.ObjectKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// A replica whose writer's local state is gone, or knows less than it should: what differs is
/// shipped, nothing else, and what could be restored before still can.
class TakeOverTest extends WriteJourney {
  /// Ends a process at a moment of its own choice.
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void onlyThePagesThatDifferAreShippedWithoutTheLocalStateOfTheWriterBefore() throws Exception {
    Map<Long, byte[]> before;
    try (var application = history()) {
      before = restorePoints();
      long bytes = storedBytes();
      long records = new CopyReader(replica()).read().records().size();
      application.run("UPDATE t SET b = randomblob(900) WHERE a IN (3, 333, 1500)");
      try (var writer = begin("other", TakeOver.ALWAYS)) {
        writer.settle();
        var resync = finishedResync();
        assertTrue(resync.pagesShipped() >= 3 && resync.pagesShipped() <= 8, resync.toString());
        // The claim comes behind what was there.
        assertEquals(OptionalLong.of(records + 1), resync.tookOverFrom());
        assertTrue(storedBytes() - bytes < 50_000, "shipped " + (storedBytes() - bytes));
        application.run(rows(10, 500));
        writer.settle();
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    assertGoesOnAfter(before);
  }

  @Test
  void aReleasedReplicaIsComparedByItsNextWriterWithoutBeingToldTo() throws Exception {
    Map<Long, byte[]> before;
    try (var application = table()) {
      application.run(rows(2000, 700));
      try (var writer = begin()) {
        writer.settle();
        application.run("DELETE FROM t WHERE a > 1800");
        application.run("VACUUM");
        writer.settle();
        writer.finish();
      }
      before = restorePoints();
      application.run(rows(30, 700));
      try (var writer = begin("other", TakeOver.RELEASED)) {
        writer.settle();
        assertTrue(finishedResync().pagesShipped() < 30, events.toString());
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    assertGoesOnAfter(before);
  }

  @Test
  void aKillAtAnyMomentOfTheReadingCostsNothing() throws Exception {
    Map<Long, byte[]> before;
    try (var application = history()) {
      before = restorePoints();
      application.run("UPDATE t SET b = randomblob(900) WHERE a IN (3, 333, 1500)");
      for (int look = 1; look <= 5; look++) {
        var killed = learning("other", TakeOver.ALWAYS);
        var stop = killedAtLook(look);
        try (var _ = killed.state()) {
          assertThrows(Killed.class, () -> killed.shadow().learn(stop));
        }
      }
      // Its claim is that of this machine's; nobody has to be told anything any more.
      try (var writer = begin("other", TakeOver.NEVER)) {
        writer.settle();
        assertTrue(finishedResync().pagesShipped() <= 8, events.toString());
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    assertGoesOnAfter(before);
  }

  @Test
  void aKillInTheResyncThatFollowsCostsNothing() throws Exception {
    Map<Long, byte[]> before;
    try (var application = history()) {
      before = restorePoints();
      application.run("UPDATE t SET b = randomblob(900) WHERE a IN (3, 333, 1500)");
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
      for (int steps = 0; steps < 4; steps++) {
        try (var writer = begin("other", TakeOver.ALWAYS)) {
          for (int i = 0; i < steps; i++) {
            writer.step();
          }
        }
        application.run("UPDATE t SET b = randomblob(901) WHERE a = " + (40 + steps));
        application.run("PRAGMA wal_checkpoint(TRUNCATE)");
      }
      try (var writer = begin("other", TakeOver.ALWAYS)) {
        writer.settle();
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    assertGoesOnAfter(before);
  }

  @Test
  void askedToStopItLetsGoOfTheReplica() throws Exception {
    Map<Long, byte[]> before;
    try (var application = history()) {
      before = restorePoints();
      application.run("UPDATE t SET b = randomblob(900) WHERE a = 3");
      var stopped = learning("other", TakeOver.ALWAYS);
      try (var _ = stopped.state()) {
        assertEquals(Optional.empty(), stopped.shadow().learn(() -> true));
      }
      try (var writer = begin("third", TakeOver.RELEASED)) {
        writer.settle();
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    assertGoesOnAfter(before);
  }

  @Test
  void fingerprintsThatWereLostAreLearnedFromTheReplicaAndNothingIsShippedAnew() throws Exception {
    try (var application = history()) {
      for (var loss : List.<Loss>of(Files::delete, TakeOverTest::cut, TakeOverTest::change)) {
        int before = replica().list().changeSets().size();
        loss.of(folder.resolve("state").resolve("fingerprints"));
        startAndLetGo("state");
        try (var writer = begin()) {
          writer.settle();
          assertEquals(before, replica().list().changeSets().size());
          application.run("UPDATE t SET b = randomblob(900) WHERE a = 5");
          writer.settle();
        }
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    assertEquals(Optional.empty(), notLearned);
    var copy = new CopyReader(replica()).read();
    assertLatestIsTheDatabase(copy);
    assertEquals(0, resyncs(copy));
    assertEquals(1, origins(copy));
  }

  @Test
  void whatWaitedInTheSpoolIsStillPutWhenTheFingerprintsAreLost() throws Exception {
    try (var application = table()) {
      application.run(rows(500, 700));
      try (var writer = begin()) {
        writer.settle();
        for (int i = 0; i < 5; i++) {
          application.run("UPDATE t SET b = randomblob(600) WHERE a % 90 = " + i);
          writer.capture();
        }
        while (writer.isDrained()) {
          writer.capture();
        }
      }
      Files.delete(folder.resolve("state").resolve("fingerprints"));
      try (var writer = begin()) {
        writer.settle();
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    assertEquals(Optional.empty(), notLearned);
    var copy = new CopyReader(replica()).read();
    assertLatestIsTheDatabase(copy);
    assertEquals(0, resyncs(copy));
    assertEquals(1, origins(copy));
    assertTrue(copy.states().size() >= 6, "restore points: " + copy.states().size());
  }

  @Test
  void aWriterThatWasOvertakenAndLostItsFingerprintsTakesOverByDifferences() throws Exception {
    try (var application = history()) {
      try (var other = begin("other", TakeOver.ALWAYS)) {
        other.settle();
        application.run("UPDATE t SET b = randomblob(900) WHERE a = 7");
        other.settle();
      }
      Files.delete(folder.resolve("state").resolve("fingerprints"));
      application.run("UPDATE t SET b = randomblob(900) WHERE a = 8");
      events.clear();
      try (var writer = begin("state", TakeOver.ALWAYS)) {
        writer.settle();
        assertTrue(finishedResync().pagesShipped() <= 3, events.toString());
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    var copy = new CopyReader(replica()).read();
    assertLatestIsTheDatabase(copy);
    assertEquals(1, origins(copy));
  }

  @Test
  void aReplicaThatCannotBeReadWholeGetsANewOriginAndTheLogSaysWhy() throws Exception {
    ObjectKey lost;
    try (var application = history()) {
      lost = replica().list().shards().getFirst().key();
      replica().store().delete(List.of(lost));
      try (var writer = begin("other", TakeOver.ALWAYS)) {
        writer.settle();
        application.run(rows(3, 30));
        writer.settle();
        writer.finish();
      }
    }
    var why = copyStarted().reason();
    assertTrue(
        why.contains("cannot be compared") && why.contains("a shard that holds page 1"), why);
    assertNotEquals(lost, replica().list().shards().getFirst().key());
  }

  @Test
  void aWalkThatWasNotFinishedGetsANewOriginAndTheLogSaysWhy() throws Exception {
    try (var application = history()) {
      try (var writer = begin("other", TakeOver.ALWAYS)) {
        writer.step();
      }
      application.run("UPDATE t SET b = randomblob(900) WHERE a = 8");
      events.clear();
      try (var writer = begin("third", TakeOver.ALWAYS)) {
        writer.settle();
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    assertTrue(copyStarted().reason().contains("not finished"), copyStarted().reason());
    var copy = new CopyReader(replica()).read();
    assertLatestIsTheDatabase(copy);
    assertEquals(2, origins(copy));
  }

  @Test
  void anotherPageSizeGetsANewOriginAndTheLogSaysWhy() throws Exception {
    try (var application = history()) {
      application.run("PRAGMA journal_mode = DELETE");
      application.run("PRAGMA page_size = 8192");
      application.run("VACUUM");
      application.run("PRAGMA journal_mode = WAL");
      try (var writer = begin("other", TakeOver.ALWAYS)) {
        writer.settle();
        writer.finish();
      }
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    assertTrue(
        copyStarted().reason().contains("its pages have 4,096 bytes"), copyStarted().reason());
    assertLatestIsTheDatabase(new CopyReader(replica()).read());
  }

  /// Two thousand rows, some commits later, and a writer that was killed.
  private Application history() throws Exception {
    var application = table();
    application.run(rows(2000, 900));
    try (var writer = begin()) {
      writer.settle();
      for (int i = 0; i < 5; i++) {
        application.run("UPDATE t SET b = randomblob(800) WHERE a % 100 = " + i);
        writer.settle();
      }
    }
    events.clear();
    return application;
  }

  private Learning learning(String state, TakeOver takeOver) throws Exception {
    var settings = BackupSettings.defaults().withTakeOver(takeOver);
    return assertInstanceOf(Learning.class, start(database(), state, settings, Optional.empty()));
  }

  private void startAndLetGo(String state) throws Exception {
    learning(state, TakeOver.RELEASED).state().close();
  }

  private static BooleanSupplier killedAtLook(int number) {
    var looks = new int[1];
    return () -> {
      if (++looks[0] == number) {
        throw new Killed();
      }
      return false;
    };
  }

  private Map<Long, byte[]> restorePoints() throws Exception {
    var copy = new CopyReader(replica()).read();
    var found = new TreeMap<Long, byte[]>();
    copy.states().keySet().forEach(index -> found.put(index, copy.database(index)));
    return found;
  }

  private long storedBytes() throws Exception {
    var found = replica().list();
    return found.changeSets().stream().mapToLong(each -> each.version().size()).sum()
        + found.shards().stream().mapToLong(each -> each.version().size()).sum();
  }

  private BackupEvent.ResyncFinished finishedResync() {
    return events.stream()
        .filter(BackupEvent.ResyncFinished.class::isInstance)
        .map(BackupEvent.ResyncFinished.class::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError(events.toString()));
  }

  private BackupEvent.CopyStarted copyStarted() {
    return events.stream()
        .filter(BackupEvent.CopyStarted.class::isInstance)
        .map(BackupEvent.CopyStarted.class::cast)
        .reduce((_, last) -> last)
        .orElseThrow(() -> new AssertionError(events.toString()));
  }

  /// The newest restore point is the database, none of the older ones has changed, and no second
  /// copy was made.
  private void assertGoesOnAfter(Map<Long, byte[]> before) throws Exception {
    assertEquals(Optional.empty(), notLearned);
    var copy = new CopyReader(replica()).read();
    assertLatestIsTheDatabase(copy);
    assertEquals(1, origins(copy));
    assertTrue(copy.states().size() > before.size());
    before.forEach((index, bytes) -> assertArrayEquals(bytes, copy.database(index), "" + index));
  }

  private interface Loss {
    void of(Path fingerprints) throws IOException;
  }

  private static void cut(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(2400);
    }
  }

  private static void change(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    bytes[24 * 77] ^= 1;
    Files.write(file, bytes);
  }
}
