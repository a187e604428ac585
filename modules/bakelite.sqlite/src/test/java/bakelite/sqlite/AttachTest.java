package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.wal.WalIndex;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AttachTest {
  private static final LiveSettings SETTINGS = new LiveSettings(Duration.ofMillis(200));

  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("app ?&%41#ü.db");
  }

  @Test
  void aLiveDatabaseIsHeldByItsRealPath() throws Exception {
    try (var application = create()) {
      application.write(3);
      var link = Files.createSymbolicLink(folder.resolve("link.db"), path);
      try (var database = LiveDatabase.attach(link, SETTINGS)) {
        assertEquals(path.toRealPath(), database.path());
        assertEquals(DatabaseFiles.at(path).orElseThrow(), database.files());
        assertEquals(4096, database.header().pageSize());
        var look = (WalIndex.Valid) database.look();
        assertTrue(look.header().maxFrame() > 0);
        assertTrue(database.moved().isEmpty());
      }
    }
  }

  @Test
  void oneDatabaseHasOneOwnerInAProcess() throws Exception {
    try (var application = create();
        var database = LiveDatabase.attach(path, SETTINGS)) {
      assertRefused(DatabaseException.Unsupported.class, "holds it already");
      assertThrows(
          DatabaseException.Unsupported.class,
          () -> DatabaseCheck.run(path, DatabaseCheck.Kind.QUICK));
      application.write(1);
      assertTrue(database.lostLocks().isEmpty());
    }
    LiveDatabase.attach(path, SETTINGS).close();
  }

  @Test
  void theWatchdogSeesThatSomebodyOpenedAndClosedAFile() throws Exception {
    try (var application = create();
        var database = LiveDatabase.attach(path, SETTINGS)) {
      application.write(1);
      assertEquals(Optional.empty(), database.lostLocks());
      Files.readAllBytes(DatabaseFiles.walOf(path));
      assertEquals(Optional.empty(), database.lostLocks(), "the -wal carries no locks");
      Files.readAllBytes(DatabaseFiles.shmOf(path));
      assertEquals(Optional.of("the read mark in the -shm"), database.lostLocks());
      Files.readAllBytes(path);
      assertEquals(Optional.of("the shared lock on the database"), database.lostLocks());
    }
  }

  @Test
  void aMissingFileIsMissing() {
    assertRefused(DatabaseException.Missing.class, "no such file");
    assertFalse(Files.exists(path));
  }

  @Test
  void aFolderIsNotADatabase() throws IOException {
    Files.createDirectory(path);
    assertRefused(DatabaseException.Unsupported.class, "found a folder");
  }

  @Test
  void aSecondHardLinkIsRefused() throws Exception {
    try (var application = create()) {
      Files.createLink(folder.resolve("other.db"), path);
      assertRefused(DatabaseException.Unsupported.class, "expected 1 hard link, found 2");
    }
  }

  @Test
  void anEmptyFileIsNotInWalModeYet() throws IOException {
    Files.createFile(path);
    assertRefused(DatabaseException.NotWal.class, "it is empty");
    assertEquals(0, Files.size(path));
  }

  @Test
  void anEncryptedFileIsNamedAsOne() throws IOException {
    var bytes = new byte[8192];
    new Random(5).nextBytes(bytes);
    Files.write(path, bytes);
    var refused = assertRefused(DatabaseException.NotDatabase.class, "cannot attach");
    assertTrue(refused.hint().contains("SQLCipher"));
  }

  @Test
  void aBranchOfSqliteWithAnotherWalIsRefused() throws Exception {
    create().close();
    try (var bytes = new RandomAccessFile(path.toFile(), "rw")) {
      bytes.seek(18);
      bytes.write(new byte[] {3, 3});
    }
    assertRefused(DatabaseException.Unsupported.class, "expected format version 1 or 2, found 3");
  }

  @Test
  void aHotJournalOfADatabaseInRollbackModeStays() throws Exception {
    try (var application = Application.start(Application.Kind.JAVA, path)) {
      application.sql("CREATE TABLE log(id INTEGER PRIMARY KEY, payload BLOB)");
      application.sql("INSERT INTO log VALUES(1, randomblob(100000))");
      application.sql("PRAGMA cache_size=2");
      application.sql("BEGIN");
      application.sql("UPDATE log SET payload = randomblob(200000)");
      application.kill();
    }
    var journal = Files.readAllBytes(DatabaseFiles.journalOf(path));
    var database = Files.readAllBytes(path);
    assertTrue(journal.length > 512 && journal[0] != 0, "the journal is not hot");

    assertRefused(DatabaseException.NotWal.class, "not in WAL mode");
    assertArrayEquals(journal, Files.readAllBytes(DatabaseFiles.journalOf(path)));
    assertArrayEquals(database, Files.readAllBytes(path));
    assertFalse(Files.exists(DatabaseFiles.walOf(path)));
  }

  @Test
  void aHotJournalBesideADatabaseInWalModeStays() throws Exception {
    create().close();
    Files.write(DatabaseFiles.journalOf(path), new byte[] {(byte) 0xd9, (byte) 0xd5, 5});
    assertRefused(DatabaseException.NotWal.class, "a rollback journal lies beside it");
    assertEquals(3, Files.size(DatabaseFiles.journalOf(path)));
  }

  @Test
  void exclusiveLockingModeIsNamedAndPasses() throws Exception {
    try (var application = create()) {
      application.sql("PRAGMA locking_mode=EXCLUSIVE");
      application.write(1);
      var refused = assertRefused(DatabaseException.Locked.class, "cannot attach");
      assertTrue(refused.hint().contains("locking_mode=EXCLUSIVE"));

      application.sql("PRAGMA locking_mode=NORMAL");
      application.write(1);
      LiveDatabase.attach(path, SETTINGS).close();
    }
  }

  @Test
  void aDatabaseThatMayHaveAnotherIndexIsNotCheckpointedBeforeACommitHasMovedIt() throws Exception {
    try (var application = create()) {
      application.write(1);
      Files.createDirectory(folder.resolve(path.getFileName() + ".lock"));
      try (var database = LiveDatabase.attach(path, SETTINGS)) {
        database.handover().complete();
        assertInstanceOf(Checkpoint.NotNow.class, database.checkpoint());
        application.write(1);
        database.handover().complete();
        assertInstanceOf(Checkpoint.Done.class, database.checkpoint());
      }
    }
  }

  @Test
  void leavingWalModeIsRefusedToTheApplicationAndDoesNoHarm() throws Exception {
    try (var application = create();
        var database = LiveDatabase.attach(path, SETTINGS)) {
      application.write(1);
      application.sql("PRAGMA busy_timeout=50");
      application.send("sql PRAGMA journal_mode=DELETE");
      var answer = application.expectAny();
      assertTrue(answer.equals("ok wal") || answer.contains("locked"), answer);
      assertTrue(database.header().walMode());
      application.write(1);
      assertEquals(Optional.empty(), database.moved());
      assertEquals(Optional.empty(), database.lostLocks());
      database.handover().complete();
    }
  }

  @Test
  void aSqliteThatCanLoseFramesIsRefused() throws Exception {
    Attaching.refuseOldSqlite("3.54.1");
    Attaching.refuseOldSqlite("3.51.3");
    for (var each : List.of("3.51.2", "3.40.1", "3.9.0")) {
      assertThrows(
          DatabaseException.Unsupported.class, () -> Attaching.refuseOldSqlite(each), each);
    }
  }

  @Test
  void networkFileSystemsAreRefusedAndLocalOnesNot() {
    for (var each : List.of("nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "ceph")) {
      assertTrue(Preflight.remote(each), each);
    }
    for (var each : List.of("ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "apfs")) {
      assertFalse(Preflight.remote(each), each);
    }
  }

  private Application create() {
    return Application.create(Application.Kind.JAVA, path);
  }

  private <T extends DatabaseException> T assertRefused(Class<T> kind, String part) {
    var refused = assertThrows(kind, () -> LiveDatabase.attach(path, SETTINGS));
    assertTrue(refused.getMessage().contains(part), refused.getMessage());
    assertFalse(refused.hint().isBlank());
    return refused;
  }
}
