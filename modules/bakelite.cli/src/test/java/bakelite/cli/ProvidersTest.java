package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.cli.provider.Jars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Store providers of others, as a person meets them.
class ProvidersTest {
  @TempDir Path folder;
  private Machine machine;

  @BeforeEach
  void start() throws Exception {
    folder = folder.toRealPath();
    machine = Sample.in(folder);
    Jars.automatic(
        folder.resolve("plugins/mine/mine.jar"), Map.of("p/P.java", Jars.provider("", "\"mine\"")));
    Files.createDirectories(folder.resolve("plugins/empty"));
  }

  @Test
  void anAddressFindsTheProviderOfAFolderThatIsNamed() {
    for (var verb : new String[] {"list", "verify"}) {
      var answer = machine.call(verb, "mine://place", "--providers", "plugins").ends(4);
      assertTrue(answer.err().contains("cannot open: it is a test's"), answer.err());
      assertTrue(
          answer
              .err()
              .contains("warning: cannot use the provider in " + folder.resolve("plugins/empty")),
          answer.err());
    }
    var unknown = machine.call("list", "mine://place").ends(4);
    assertTrue(unknown.err().contains("type 'mine'"), unknown.err());
  }

  @Test
  void aBrokenPluginIsNotInTheWayOfWhatIsBuiltIn() {
    var answer = machine.call("list", "backups", "--providers", "plugins").ends(0);
    assertTrue(answer.err().contains("plugins/empty"), answer.err());
    var json = machine.call("list", "backups", "--providers", "plugins", "--json").ends(0);
    assertEquals("", json.err());
  }

  @Test
  void aFolderThatIsNotThereIsAMistake() {
    var answer = machine.call("list", "backups", "--providers", "nowhere").ends(2);
    assertTrue(answer.err().contains("--providers " + folder.resolve("nowhere")), answer.err());
  }

  @Test
  void theConfigurationNamesTheFolder() throws Exception {
    configure("providers_dir: DIR/plugins\n" + databases("type: mine"));
    assertTrue(
        machine
            .call("list", "--config", "bakelite.yml", "--db", "app")
            .ends(4)
            .err()
            .contains("it is a test's"));
    // An address beside a configuration: its folder counts, even where it is wrong otherwise.
    configure("providers_dir: DIR/plugins\nnonsense: 1\n");
    assertTrue(
        machine
            .call("list", "mine://place", "--config", "bakelite.yml")
            .ends(4)
            .err()
            .contains("it is a test's"));
    configure("providers_dir: DIR/nowhere\n" + databases("type: mine"));
    var wrong = machine.call("status", "--config", "bakelite.yml").ends(2).err();
    assertTrue(wrong.contains(":1: providers_dir: expected a folder"), wrong);
  }

  @Test
  void theDoctorSaysWhichThereAre() throws Exception {
    configure("providers_dir: DIR/plugins\n" + databases("path: DIR/backups"));
    var answer = machine.call("doctor", "--config", "bakelite.yml");
    assertTrue(
        answer.out().contains("ok       providers: " + folder.resolve("plugins") + " has mine"),
        answer.out());
    assertTrue(
        answer.out().contains("warning  providers: cannot use the provider in"), answer.out());
    configure(databases("type: mine"));
    var unknown = machine.call("doctor", "--config", "bakelite.yml");
    assertFalse(unknown.out().contains("providers:"), unknown.out());
  }

  private static String databases(String destination) {
    return "databases: [{path: DIR/app.db, destinations: [{" + destination + "}]}]\n";
  }

  private void configure(String text) throws Exception {
    Files.writeString(folder.resolve("bakelite.yml"), text.replace("DIR", folder.toString()));
  }
}
