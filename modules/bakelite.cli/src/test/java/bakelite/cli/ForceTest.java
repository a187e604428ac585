package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `restore --force` over databases of a real SQLite, in use, at rest, and left behind by a crash.
class ForceTest {
  private static final String[] FORCE = {"restore", "backups", "--output", "old.db", "--force"};

  @TempDir Path folder;
  private Machine machine;
  private Path old;
  private Path wanted;

  @BeforeEach
  void start() throws Exception {
    folder = folder.toRealPath();
    machine = Sample.in(folder);
    old = folder.resolve("old.db");
    wanted = folder.resolve("wanted.db");
    machine.call("restore", "backups", "--output", "wanted.db", "--quiet").ends(0);
  }

  @Test
  void aDatabaseAtRestIsReplacedAndKeepsItsMode() throws Exception {
    fill(old).close();
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-rw----"));
    machine.call(FORCE).ends(0);
    assertRestored(old);
    assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(old)));
  }

  @Test
  void theWalOfAKilledApplicationIsNotReplayedIntoTheNewDatabase() throws Exception {
    fill(old).kill();
    var wal = Files.readAllBytes(folder.resolve("old.db-wal"));
    assertTrue(wal.length > 0);
    var answer = machine.call(FORCE).ends(0);
    var aside = folder.resolve("old.db-wal.replaced-1");
    assertTrue(answer.out().contains("set aside " + aside), answer.out());
    assertEquals(List.of(), unequal(aside, wal));
    assertFalse(Files.isSymbolicLink(old));
    assertRestored(old);
  }

  @Test
  void whatIsSetAsideStandsInTheDocument() throws Exception {
    fill(old).kill();
    var document = machine.call("restore", "backups", "-o", "old.db", "--force", "--json").json();
    assertEquals(true, document.get("restored"));
    assertEquals(
        List.of(folder + "/old.db-wal.replaced-1", folder + "/old.db-shm.replaced-1"),
        document.get("set_aside"));
  }

  @Test
  void aDatabaseThatIsOpenIsRefusedAndItsProcessNamed() throws Exception {
    try (var application = fill(old)) {
      var refused = machine.call("restore", "backups", "-o", "old.db", "--force", "--quiet");
      assertTrue(refused.fails(2).err().contains(" found it open in process "), refused.err());
      application.run("SELECT b FROM mine");
      // Without a lock too.
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
      application.run("PRAGMA journal_mode = DELETE");
      machine.call("restore", "backups", "-o", "old.db", "--force", "--quiet").fails(2);
      application.run("INSERT INTO mine VALUES(randomblob(100))");
    }
  }

  @Test
  void whereAReplacementWasKilledSqliteUsesTheNewDatabaseAndTheNextOneFinishesIt()
      throws Exception {
    fill(old).kill();
    Files.copy(wanted, folder.resolve("old.db.restored"));
    Files.delete(old);
    Files.createSymbolicLink(old, Path.of("old.db.restored"));
    var stale = Files.readAllBytes(folder.resolve("old.db-wal"));
    try (var application = Application.start(old)) {
      application.run("INSERT INTO t VALUES(1)");
      application.kill();
    }
    assertEquals(List.of(), unequal(folder.resolve("old.db-wal"), stale));
    assertTrue(Files.size(folder.resolve("old.db.restored-wal")) > 0);
    machine.call(FORCE).ends(0);
    assertFalse(Files.isSymbolicLink(old));
    assertFalse(Files.exists(folder.resolve("old.db.restored")));
    assertFalse(Files.exists(folder.resolve("old.db.restored-wal")));
    assertRestored(old);
  }

  @Test
  void whatCannotBeRestoredReplacesNothing() throws Exception {
    fill(old).close();
    var before = Files.readAllBytes(old);
    machine.call("restore", "backups", "-o", "old.db", "--force", "--index", "99").fails(3);
    assertEquals(List.of(), unequal(old, before));
  }

  @Test
  void aNewFileIsMadeWhereThereIsNone() throws Exception {
    machine.call(FORCE).ends(0);
    assertRestored(old);
  }

  /// A database of another application, in WAL mode.
  private static Application fill(Path database) throws Exception {
    var application = Application.start(database);
    application.run("PRAGMA journal_mode = WAL");
    application.run("CREATE TABLE mine(b)");
    application.run("INSERT INTO mine VALUES(randomblob(50000))");
    return application;
  }

  /// Lets SQLite open it, which replays what it takes for a part of it.
  private void assertRestored(Path database) throws Exception {
    assertEquals(-1, Files.mismatch(wanted, database));
    try (var application = Application.start(database)) {
      application.run("SELECT a FROM t");
    }
    assertEquals(-1, Files.mismatch(wanted, database), "after SQLite opened it");
  }

  private static List<Path> unequal(Path file, byte[] content) throws Exception {
    return java.util.Arrays.equals(content, Files.readAllBytes(file)) ? List.of() : List.of(file);
  }
}
