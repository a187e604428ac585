package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `verify` without SOURCE and `--db` proves every database of the configuration.
class VerifyEveryTest {
  @TempDir private Path folder;
  private Machine machine;

  @BeforeEach
  void protectTwo() throws Exception {
    machine = Machine.in(folder).with("BAKELITE_CONFIG", folder.resolve("bakelite.yml").toString());
    configure("a.db", "b.db");
    for (var name : List.of("a.db", "b.db")) {
      try (var application = Application.start(folder.resolve(name))) {
        application.run("PRAGMA journal_mode = WAL");
        application.run("CREATE TABLE t(a)");
      }
    }
    machine.call("daemon", "--once").ends(0);
  }

  private void configure(String... files) throws Exception {
    var text = new StringBuilder("databases:\n");
    for (var file : files) {
      text.append(
          "  - {path: '%s', destinations: [{path: '%s'}]}\n"
              .formatted(folder.resolve(file), folder.resolve("backups")));
    }
    Files.writeString(folder.resolve("bakelite.yml"), text);
  }

  @Test
  void eachIsProvedAndRemembered() throws Exception {
    var answer = machine.call("verify", "--deep").ends(0);
    assertTrue(answer.out().contains("a: whole"), answer.out());
    assertTrue(answer.out().contains("b: whole"), answer.out());
    var status = machine.call("status", "--json").ends(0).out();
    assertFalse(status.contains("\"last_verify\":null"), status);
  }

  @Test
  void oneThatWouldNotRestoreIsOneAndTheOthersAreProved() throws Exception {
    Damage.flip(folder.resolve("backups/a/c"), 300);
    var answer = machine.call("verify").ends(1);
    assertTrue(answer.out().contains("a: NOT whole"), answer.out());
    assertTrue(answer.out().contains("b: whole"), answer.out());
  }

  @Test
  void oneThatCannotBeLookedAtIsToldAndTheOthersAreProved() throws Exception {
    configure("a.db", "never.db", "b.db");
    var answer = machine.call("verify").ends(3);
    assertTrue(answer.out().contains("b: whole"), answer.out());
    assertTrue(answer.err().contains("bakelite: cannot"), answer.err());
    // What is known to be damaged weighs more.
    Damage.flip(folder.resolve("backups/b/c"), 300);
    machine.call("verify").ends(1);
  }

  @Test
  void underJsonThereIsOneDocument() throws Exception {
    configure("a.db", "never.db");
    var document = (Map<?, ?>) machine.call("verify", "--json").ends(3).json();
    assertEquals(false, document.get("ok"));
    var databases = (List<?>) document.get("databases");
    assertEquals(2, databases.size());
    var proved = (Map<?, ?>) databases.get(0);
    assertEquals("a", proved.get("name"));
    assertEquals(true, proved.get("ok"));
    var failed = (Map<?, ?>) databases.get(1);
    assertEquals(false, failed.get("ok"));
    assertEquals(3L, ((Map<?, ?>) failed.get("error")).get("code"));
  }

  @Test
  void whatIsAMatterOfOneAsksForDb() throws Exception {
    machine.call("verify", "--deep", "--index", "2").ends(2);
    machine.call("verify", "--deep", "--index", "2", "--db", "a").ends(0);
  }

  @Test
  void aPatternThatMatchesNothingIsNoProof() throws Exception {
    configure("none/*.db");
    Files.createDirectories(folder.resolve("none"));
    var answer = machine.call("verify").ends(3);
    assertTrue(answer.err().contains("expected a database, found none"), answer.err());
  }
}
