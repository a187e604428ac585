package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.cli.command.StopRequest.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SQLite's own check on top of the digest, of databases that are copied exactly and still are not
/// as SQLite wants them.
class CheckTest {
  @TempDir Path folder;
  private Machine machine;

  @BeforeEach
  void start() {
    machine = Machine.in(folder);
  }

  @Test
  void aDatabaseThatWasDamagedBeforeIsAMatterOfTheDatabase() throws Exception {
    replicate("UPDATE sqlite_schema SET rootpage = 999 WHERE name = 'i'");
    var answer = machine.call("restore", "backups", "--output", "out.db", "--quiet").fails(5);
    assertTrue(answer.err().contains("found it damaged at that commit already"), answer.err());
    assertTrue(answer.err().contains("--check none"), answer.err());
    assertFalse(Files.exists(folder.resolve("out.db")));
    machine.call("restore", "backups", "--output", "out.db", "--check", "none").ends(0);
    machine.call("verify", "backups").ends(0);
    var deep = machine.call("verify", "backups", "--deep").ends(1);
    assertTrue(deep.out().contains("app: NOT whole, 1 problem"), deep.out());
  }

  @Test
  void aCheckThatNeedsTheApplicationIsAWarning() throws Exception {
    replicate("UPDATE sqlite_schema SET sql = replace(sql, 'NOCASE', 'OURS') WHERE name = 'i'");
    var restored = machine.call("restore", "backups", "--output", "out.db").ends(0);
    var warning = restored.err().lines().skip(1).findFirst().orElseThrow();
    assertTrue(warning.startsWith("warning: SQLite could not check all of it ("), warning);
    assertTrue(warning.contains("no such collation sequence: OURS"), warning);
    assertFalse(restored.out().contains("found no fault"), restored.out());
    var deep = machine.call("verify", "backups", "--deep").ends(0);
    assertTrue(deep.err().startsWith("warning: SQLite could not check all of it"), deep.err());
    assertTrue(deep.out().endsWith(": the digest agrees\n"), deep.out());
  }

  @Test
  void aWarningStandsInTheDocumentUnderJson() throws Exception {
    replicate("UPDATE sqlite_schema SET sql = replace(sql, 'NOCASE', 'OURS') WHERE name = 'i'");
    for (var line : List.of("restore backups --output out.db", "verify backups --deep")) {
      var document = machine.call((line + " --json").split(" ")).ends(0).json();
      assertEquals(1, ((List<?>) document.get("warnings")).size(), document::toString);
    }
  }

  /// Protects a database whose schema was changed by hand.
  private void replicate(String change) throws Exception {
    try (var application = Application.start(folder.resolve("app.db"))) {
      application.run("PRAGMA journal_mode = WAL");
      application.run("CREATE TABLE t(a TEXT)");
      application.run("INSERT INTO t VALUES('one')");
      application.run("CREATE INDEX i ON t(a COLLATE NOCASE)");
      application.run("PRAGMA writable_schema = ON");
      application.run(change);
    }
    var running = machine.start("replicate", "app.db", "backups").says(": protecting ");
    running.stopped(Reason.TERMINATE).ends(0);
  }
}
