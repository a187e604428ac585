package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatabaseWatchTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(20);

  @TempDir private Path folder;
  private Instant now = Instant.EPOCH;
  private final FolderEvents events = FolderEvents.open();
  private DatabaseWatch first;
  private DatabaseWatch second;

  @BeforeEach
  void open() {
    first = watch(events, folder.resolve("first.db"));
    second = watch(events, folder.resolve("second.db"));
  }

  private DatabaseWatch watch(FolderEvents shared, Path database) {
    return new DatabaseWatch(database, shared, () -> now);
  }

  @AfterEach
  void close() {
    first.close();
    second.close();
    events.close();
  }

  private void write(String name) throws IOException {
    Files.writeString(folder.resolve(name), "x");
  }

  @Test
  void aNewDatabaseIsDueAtOnce() throws Exception {
    assertTrue(first.await(LONG));
  }

  @Test
  void anAwakeDatabaseIsDueAfterOneToFourMilliseconds() throws Exception {
    first.await(LONG);
    first.changed();
    for (int millis : new int[] {1, 2, 4, 4, 4}) {
      now = now.plusMillis(millis).minusNanos(1);
      assertFalse(first.await(Duration.ZERO), "too early, before " + millis);
      now = now.plusNanos(1);
      assertTrue(first.await(Duration.ZERO), "due after " + millis);
    }
  }

  @Test
  void aSleepingDatabaseIsWokenByAnEventOfItsOwnFilesOnly() throws Exception {
    for (var ending : List.of("", "-wal", "-shm", "-journal")) {
      first.quiet();
      second.quiet();
      write("first.db" + ending);
      assertTrue(first.await(LONG), ending);
      assertFalse(second.await(SHORT), ending);
      Files.delete(folder.resolve("first.db" + ending));
    }
    second.quiet();
    write("second.db-backup");
    write("second");
    assertFalse(second.await(SHORT));
  }

  @Test
  void nothingHappensMeansNothingIsDue() throws Exception {
    first.await(LONG);
    first.quiet();
    assertFalse(first.await(SHORT));
  }

  @Test
  void whileADatabaseIsAwakeItMakesNoEvents() throws Exception {
    first.await(LONG);
    write("first.db-wal");
    assertFalse(first.await(Duration.ZERO));
    first.quiet();
    assertFalse(first.await(SHORT), "what happened before is for the look after quiet");
    write("first.db-wal");
    assertTrue(first.await(LONG));
  }

  @Test
  void aBusyNeighbourWakesNobodyAndHidesNobody() throws Exception {
    second.quiet();
    for (int i = 0; i < 2_000; i++) {
      write("first.db-wal");
    }
    assertFalse(second.await(SHORT));
    write("second.db-wal");
    for (int i = 0; i < 2_000; i++) {
      write("first.db-wal");
    }
    assertTrue(second.await(LONG));
  }

  @Test
  void withoutEventsADatabaseStaysAwake() throws Exception {
    try (var polling = watch(FolderEvents.none(), folder.resolve("first.db"))) {
      polling.await(LONG);
      polling.quiet();
      now = now.plusMillis(10);
      assertTrue(polling.await(Duration.ZERO));
    }
  }

  @Test
  void aFolderThatCannotBeWatchedIsLookedAtInstead() throws Exception {
    try (var gone = watch(events, folder.resolve("gone").resolve("third.db"))) {
      gone.await(LONG);
      gone.quiet();
      now = now.plusMillis(10);
      assertTrue(gone.await(Duration.ZERO));
    }
  }

  @Test
  void aFolderThatGoesAwayWakesWhoSleepsInIt() throws Exception {
    var moving = Files.createDirectory(folder.resolve("moving"));
    try (var sleeper = watch(events, moving.resolve("third.db"))) {
      sleeper.quiet();
      Files.delete(moving);
      assertTrue(sleeper.await(LONG));
    }
  }

  @Test
  void aWatchThatAnotherThreadClosesEndsTheWait() throws Exception {
    first.await(LONG);
    first.quiet();
    Thread.ofVirtual().start(first::close);
    assertFalse(first.await(LONG));
    assertFalse(first.await(LONG));
  }

  @Test
  void aClockThatJumpsBackDelaysNothing() throws Exception {
    now = now.plusSeconds(3600);
    first.await(LONG);
    now = now.minusSeconds(3600);
    assertFalse(first.await(Duration.ZERO));
    now = now.plusMillis(10);
    assertTrue(first.await(Duration.ZERO));
  }

  @Test
  void whoeverWakesWhileTheOthersSleepOnSleepsAgain() throws Exception {
    second.quiet();
    for (int round = 0; round < 20; round++) {
      first.quiet();
      write("first.db-wal");
      assertTrue(first.await(LONG), "round " + round);
      first.changed();
    }
    write("second.db-wal");
    assertTrue(second.await(LONG));
  }

  @Test
  void eachOfManyDatabasesInManyFoldersIsWoken() throws Exception {
    var paths = new ArrayList<Path>();
    for (int i = 0; i < 60; i++) {
      paths.add(Files.createDirectories(folder.resolve("f" + i % 7)).resolve(i + ".db"));
    }
    var woken = new CountDownLatch(paths.size());
    for (var path : paths) {
      assertTrue(events.wakes(path, woken::countDown));
    }
    for (var path : paths) {
      Files.writeString(path.resolveSibling(path.getFileName() + "-wal"), "x");
    }
    assertTrue(woken.await(20, TimeUnit.SECONDS), woken.getCount() + " sleep on");
    assertEquals(0, woken.getCount());
  }

  @Test
  void eventsThatWereClosedWakeNobodyAndHoldNobodyUp() throws Exception {
    events.close();
    first.await(LONG);
    first.quiet();
    now = now.plusMillis(10);
    assertTrue(first.await(Duration.ZERO));
  }
}
