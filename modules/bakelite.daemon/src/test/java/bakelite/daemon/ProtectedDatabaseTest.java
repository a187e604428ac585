package bakelite.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.backup.BackupEvent;
import bakelite.backup.BackupListener;
import bakelite.backup.BackupSettings;
import bakelite.backup.BackupSurroundings;
import bakelite.backup.WriterIdentity;
import bakelite.format.ObjectHeader.WriterVersion;
import bakelite.replica.Replica;
import bakelite.sqlite.DatabaseException;
import bakelite.sqlite.FolderEvents;
import bakelite.sqlite.LiveSettings;
import bakelite.store.StoreException;
import bakelite.store.StoreSettings;
import bakelite.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The two loops together, on real threads and a real database.
class ProtectedDatabaseTest {
  private final FolderEvents folderEvents = FolderEvents.open();

  @TempDir Path folder;
  private final List<BackupEvent> events = new CopyOnWriteArrayList<>();

  @Test
  void aMissingDatabaseIsNamed() throws Exception {
    var ending = protect().run();

    var failed = assertInstanceOf(Ending.Failed.class, ending);
    assertInstanceOf(DatabaseException.Missing.class, failed.cause());
  }

  @Test
  void aDatabaseInRollbackModeIsLeftAlone() throws Exception {
    Files.write(folder.resolve("app.db"), header(1));

    var failed = assertInstanceOf(Ending.Failed.class, protect().run());
    assertInstanceOf(DatabaseException.NotWal.class, failed.cause());
    assertTrue(Files.notExists(folder.resolve("app.db-wal")));
  }

  @Test
  void aStopEndsWithEverythingDurable() throws Exception {
    try (var application = Application.start(folder.resolve("app.db"))) {
      application.run("PRAGMA journal_mode = WAL");
      application.run("CREATE TABLE t(a)");
      var protection = protect();
      var ending = CompletableFuture.supplyAsync(() -> run(protection));
      waitFor(BackupEvent.CopyFinished.class);
      for (int i = 0; i < 50; i++) {
        application.run("INSERT INTO t VALUES(randomblob(500))");
      }
      protection.requestStop();

      var durable = assertInstanceOf(Ending.Durable.class, ending.get(30, TimeUnit.SECONDS));
      // Claim and origin, the closing record, fifty commits, and the release.
      assertEquals(53, durable.index());
      try (var spooled = Files.list(folder.resolve("state/spool"))) {
        assertEquals(0, spooled.count());
      }
    }
  }

  @Test
  void aDatabaseIsProtectedWhereTheSystemHasNoWatcherLeft() throws Exception {
    try (var application = Application.start(folder.resolve("app.db"))) {
      application.run("PRAGMA journal_mode = WAL");
      application.run("CREATE TABLE t(a)");
      var protection = protect(events::add, FolderEvents.none());
      var ending = CompletableFuture.supplyAsync(() -> run(protection));
      waitFor(BackupEvent.CopyFinished.class);
      long before = events.stream().filter(BackupEvent.Stored.class::isInstance).count();
      application.run("INSERT INTO t VALUES(1)");
      var deadline = Instant.now().plusSeconds(10);
      while (events.stream().filter(BackupEvent.Stored.class::isInstance).count() == before) {
        assertTrue(Instant.now().isBefore(deadline), "never stored: " + events);
        Thread.sleep(5);
      }
      protection.requestStop();
      assertInstanceOf(Ending.Durable.class, ending.get(30, TimeUnit.SECONDS));
    }
  }

  @Test
  void aStopInTheMiddleOfACopyIsNoDurableEnd() throws Exception {
    try (var application = Application.start(folder.resolve("app.db"))) {
      application.run("PRAGMA journal_mode = WAL");
      application.run("CREATE TABLE t(a)");
      var protection = new ProtectedDatabase[1];
      protection[0] =
          protect(event -> {
            if (event instanceof BackupEvent.CopyStarted) {
              protection[0].requestStop();
            }
          });
      var behind = assertInstanceOf(Ending.Behind.class, protection[0].run());
      assertEquals("the walk over all pages did not come to its end", behind.problem());
    }
  }

  private static Ending run(ProtectedDatabase protection) {
    try {
      return protection.run();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private void waitFor(Class<? extends BackupEvent> event) throws InterruptedException {
    var deadline = Instant.now().plusSeconds(30);
    while (events.stream().noneMatch(event::isInstance)) {
      assertTrue(Instant.now().isBefore(deadline), "never happened: " + events);
      Thread.sleep(5);
    }
  }

  private ProtectedDatabase protect() throws StoreException, IOException {
    return protect(events::add);
  }

  private ProtectedDatabase protect(BackupListener listener) throws StoreException, IOException {
    return protect(listener, folderEvents);
  }

  private ProtectedDatabase protect(BackupListener listener, FolderEvents watched)
      throws StoreException, IOException {
    var path = folder.resolve("backups").toString();
    var store = Stores.installed().of("file").open(new StoreSettings("file", Map.of("path", path)));
    var settings =
        new DatabaseSettings(
            "app",
            folder.toRealPath().resolve("app.db"),
            folder.resolve("state"),
            LiveSettings.defaults(),
            BackupSettings.defaults());
    var surroundings =
        new BackupSurroundings(
            InstantSource.system(),
            new Random(3),
            new WriterIdentity("here", "m", "b", 1, 2),
            _ -> true,
            new WriterVersion(0, 1, 0),
            listener);
    return new ProtectedDatabase(settings, new Replica(store, "app/"), surroundings, watched);
  }

  /// The first page of a database that says which journal mode it has.
  private static byte[] header(int version) {
    var page = new byte[4096];
    var magic = "SQLite format 3\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    System.arraycopy(magic, 0, page, 0, magic.length);
    page[16] = 0x10;
    page[18] = (byte) version;
    page[19] = (byte) version;
    page[21] = 64;
    page[22] = 32;
    page[23] = 32;
    return page;
  }
}
