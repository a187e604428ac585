package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The doctor, with real databases and a real folder for a store.
class DoctorTest {
  @TempDir Path folder;
  private Machine machine;
  private Path database;

  @BeforeEach
  void start() throws Exception {
    folder = folder.toRealPath();
    machine = Machine.in(folder);
    database = folder.resolve("app.db");
    configure("databases: [{path: DIR/app.db, destinations: [{path: DIR/backups}]}]");
    try (var application = Application.start(database)) {
      application.run("PRAGMA journal_mode = WAL");
      application.run("CREATE TABLE t(a)");
    }
  }

  @Test
  void whereAllIsWellEveryLineIsOkAndNothingIsLeftBehind() throws Exception {
    var answer = doctor().ends(0);
    assertEquals(15, answer.out().lines().filter(line -> line.startsWith("ok ")).count());
    assertEquals(15, answer.out().lines().count(), answer.out());
    assertTrue(answer.out().contains("SQLite 3."), answer.out());
    try (var files = Files.walk(folder)) {
      assertEquals(
          List.of(database, folder.resolve("bakelite.yml")),
          files.filter(Files::isRegularFile).sorted().toList());
    }
  }

  @Test
  void aDatabaseInUseIsFineAndItsApplicationNoticesNothing() throws Exception {
    try (var application = Application.start(database)) {
      application.run("INSERT INTO t VALUES(1)");
      doctor().ends(0);
      application.run("INSERT INTO t VALUES(2)");
    }
  }

  @Test
  void aDatabaseThatAnApplicationKeepsToItselfIsNamed() throws Exception {
    try (var application = Application.start(database)) {
      application.run("PRAGMA locking_mode = EXCLUSIVE");
      application.run("INSERT INTO t VALUES(1)");
      fails(5, "failed   app: locking: cannot attach " + database);
    }
  }

  @Test
  void aDatabaseThatIsNotInWalModeIsNamed() throws Exception {
    try (var application = Application.start(database)) {
      application.run("PRAGMA journal_mode = DELETE");
    }
    fails(5, "failed   app: WAL mode: cannot attach " + database + ": it is not in WAL mode");
  }

  @Test
  void whatIsNoDatabaseHasTwoNamesOrIsNotThereIsNamed() throws Exception {
    Files.createLink(folder.resolve("second.db"), database);
    fails(5, "failed   app: file: cannot attach " + database + ": expected 1 hard link, found 2");
    Files.delete(folder.resolve("second.db"));
    Files.write(database, new byte[4096]);
    fails(5, "failed   app: WAL mode: ");
    Files.delete(database);
    fails(5, "failed   app: file: cannot attach " + database + ": no such file");
  }

  @Test
  void filesThatShutTheApplicationOutAreNamed() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.getAttribute(folder, "unix:uid").equals(0), "only root gives files away");
    try (var application = Application.start(database)) {
      application.run("INSERT INTO t VALUES(1)");
      application.kill();
    }
    Files.setAttribute(database, "unix:uid", 4711);
    fails(5, "failed   app: rights: cannot attach " + folder.resolve("app.db-wal"));
  }

  @Test
  void aConfigurationThatCannotBeReadIsALineOfItsOwn() throws Exception {
    configure("databases: [{path: DIR/app.db, destination: x}]");
    fails(2, "failed   configuration: ");
    assertEquals(2, machine.call("doctor", "--config", "none.yml").status());
  }

  @Test
  void aDestinationThatIsNoneIsNamed() throws Exception {
    blockBackups();
    fails(4, "failed   app: storage: ");
  }

  @Test
  void aStateFolderThatCannotBeIsNamed() throws Exception {
    Files.writeString(folder.resolve("state"), "a file");
    fails(9, "failed   state folder: cannot write to " + folder.resolve("state"));
  }

  @Test
  void aSpoolThatMayGrowBeyondTheDiskIsAWarning() throws Exception {
    configure(
        "databases: [{path: DIR/app.db, spool_max: 900000GiB, destinations: [{path: DIR/b}]}]");
    assertTrue(doctor().ends(0).out().contains("\nwarning  space: "));
  }

  @Test
  void theFirstFailureDecidesTheExitCode() throws Exception {
    blockBackups();
    Files.delete(database);
    doctor().ends(5);
  }

  @Test
  void theDocumentHasEveryLine() throws Exception {
    var document = machine.call("doctor", "--config", "bakelite.yml", "--json").ends(0).json();
    assertEquals(true, document.get("ok"));
    assertEquals(15, ((List<?>) document.get("checks")).size());
    Files.delete(database);
    var answer = machine.call("doctor", "--config", "bakelite.yml", "--json").ends(5);
    assertEquals(false, Json.document(answer.out()).get("ok"));
  }

  /// Puts a file where the replica's folder has to be.
  private void blockBackups() throws Exception {
    Files.createDirectory(folder.resolve("backups"));
    Files.writeString(folder.resolve("backups/app"), "a file");
  }

  private void configure(String text) throws Exception {
    Files.writeString(folder.resolve("bakelite.yml"), text.replace("DIR", folder.toString()));
  }

  private Answer doctor() {
    return machine.call("doctor", "--config", "bakelite.yml");
  }

  private void fails(int code, String line) {
    var answer = doctor().ends(code);
    assertTrue(answer.out().contains("\n" + line), answer.out());
    assertTrue(answer.out().contains("\n         hint: "), answer.out());
  }
}
