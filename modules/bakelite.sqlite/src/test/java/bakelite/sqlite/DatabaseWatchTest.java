package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class DatabaseWatchTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;
  private Instant now = Instant.EPOCH;
  private DatabaseWatch watch;
  private Path first;
  private Path second;

  @BeforeEach
  void open() throws IOException {
    InstantSource clock = () -> now;
    watch = DatabaseWatch.open(clock);
    first = folder.resolve("first.db");
    second = folder.resolve("second.db");
  }

  @AfterEach
  void close() throws IOException {
    watch.close();
  }

  @Test
  void aNewDatabaseIsDueAtOnce() throws Exception {
    watch.add(first);
    assertEquals(Set.of(first), watch.await(SOON));
  }

  @Test
  void anAwakeDatabaseIsDueAfterOneToFourMilliseconds() throws Exception {
    watch.add(first);
    watch.await(SOON);
    watch.changed(first);
    for (int millis : new int[] {1, 2, 4, 4, 4}) {
      now = now.plusMillis(millis).minusNanos(1);
      assertEquals(Set.of(), watch.await(Duration.ZERO), "too early, before " + millis);
      now = now.plusNanos(1);
      assertEquals(Set.of(first), watch.await(Duration.ZERO), "due after " + millis);
    }
  }

  @Test
  void aSleepingDatabaseIsWokenByAnEventOfItsWalOnly() throws Exception {
    watch.add(first);
    watch.add(second);
    watch.await(SOON);
    watch.quiet(first);
    watch.quiet(second);
    Files.writeString(folder.resolve("first.db-wal"), "x");
    assertEquals(Set.of(first), watch.await(SOON));
  }

  @Test
  void nothingHappensMeansNothingIsDue() throws Exception {
    watch.add(first);
    watch.await(SOON);
    watch.quiet(first);
    assertEquals(Set.of(), watch.await(Duration.ofMillis(20)));
  }

  @Test
  void whileADatabaseIsAwakeItsFolderMakesNoEvents() throws Exception {
    watch.add(first);
    watch.await(SOON);
    Files.writeString(folder.resolve("first.db-wal"), "x");
    assertEquals(Set.of(), watch.await(Duration.ZERO));
    watch.quiet(first);
    assertEquals(
        Set.of(),
        watch.await(Duration.ofMillis(20)),
        "what happened before is for the look after quiet");
    Files.writeString(folder.resolve("first.db-wal"), "y");
    assertEquals(Set.of(first), watch.await(SOON));
  }

  @Test
  void withoutEventsADatabaseStaysAwake() throws Exception {
    try (var polling = DatabaseWatch.open(() -> now, false)) {
      polling.add(first);
      polling.await(SOON);
      polling.quiet(first);
      now = now.plusMillis(10);
      assertEquals(Set.of(first), polling.await(Duration.ZERO));
    }
  }

  @Test
  void aFolderThatCannotBeWatchedIsLookedAtInstead() throws Exception {
    var gone = folder.resolve("gone").resolve("third.db");
    watch.add(gone);
    watch.await(SOON);
    watch.quiet(gone);
    now = now.plusMillis(10);
    assertEquals(Set.of(gone), watch.await(Duration.ZERO));
  }

  @Test
  void aWatchThatAnotherThreadClosesEndsTheWait() throws Exception {
    watch.add(first);
    watch.await(SOON);
    watch.quiet(first);
    Thread.ofVirtual()
        .start(() -> {
          try {
            watch.close();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    assertEquals(Set.of(), watch.await(SOON));
    watch.quiet(first);
    assertEquals(Set.of(), watch.await(SOON));
  }

  @Test
  void aClockThatJumpsBackDelaysNothing() throws Exception {
    now = now.plusSeconds(3600);
    watch.add(first);
    watch.await(SOON);
    now = now.minusSeconds(3600);
    assertEquals(Set.of(), watch.await(Duration.ZERO));
    now = now.plusMillis(10);
    assertEquals(Set.of(first), watch.await(Duration.ZERO));
  }

  @Test
  void aRemovedDatabaseIsNeverDue() throws Exception {
    watch.add(first);
    watch.await(SOON);
    watch.quiet(first);
    watch.remove(first);
    Files.writeString(folder.resolve("first.db-wal"), "x");
    assertTrue(watch.await(Duration.ofMillis(20)).isEmpty());
  }
}
