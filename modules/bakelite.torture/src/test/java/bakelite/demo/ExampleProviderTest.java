package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The provider of the guide: built outside from what is published, and loaded by the linked image
/// from a folder.
class ExampleProviderTest {
  private static ExampleProject example;

  @TempDir Path folder;
  private Image image;

  @BeforeAll
  static void build(@TempDir Path work) throws Exception {
    example = ExampleProject.built(Files.createDirectories(work.resolve("build")));
  }

  @BeforeEach
  void drop() throws Exception {
    image = Image.in(folder);
    var plugin = Files.createDirectories(folder.resolve("providers/logfile"));
    Files.copy(example.jar(), plugin.resolve("logfile.jar"));
  }

  @Test
  void theConformanceSuitePassesOutside() {
    assertTrue(example.conformance().startsWith("logfile\tran\t"), example.conformance());
    assertTrue(example.conformance().contains(" 0 failed"), example.conformance());
  }

  @Test
  void aDatabaseIsProtectedAndComesBackThroughIt() throws Exception {
    var place = "logfile://" + folder.resolve("all.log");
    Files.writeString(
        folder.resolve("bakelite.yml"),
        """
        providers_dir: DIR/providers
        databases:
          - path: DIR/app.db
            destinations: [{type: logfile, path: DIR/all.log}]
        """
            .replace("DIR", folder.toString()));
    int rows;
    try (var database = LiveDatabase.at(folder.resolve("app.db"))) {
      database.commit(20);
      var doctor = image.call("doctor", "--config", "bakelite.yml").ends(0);
      assertTrue(doctor.out().contains("app: create-only: what is there is not replaced"));
      var daemon = image.start(": protecting", "daemon", "--config", "bakelite.yml");
      database.commit(100);
      daemon.destroyForcibly();
      assertEquals(137, daemon.waitFor());
      daemon = image.start(": protecting", "daemon", "--config", "bakelite.yml");
      database.commit(100);
      rows = database.rows();
      daemon.destroy();
      assertEquals(0, daemon.waitFor(), image.log());
    }
    // A machine without configuration and without the database.
    for (var verb : new String[] {"list", "verify"}) {
      image.call(verb, place, "--providers", "providers").ends(0);
    }
    image.call("restore", place, "--providers", "providers", "--output", "restored.db").ends(0);
    try (var restored = LiveDatabase.at(folder.resolve("restored.db"))) {
      assertEquals(rows, restored.rows());
    }
  }

  @Test
  void oneThatIsBrokenBesideItIsNamedAndHarmsNobody() throws Exception {
    var broken = Files.createDirectories(folder.resolve("providers/broken"));
    Files.write(broken.resolve("broken.jar"), new byte[100]);
    try (var database = LiveDatabase.at(folder.resolve("app.db"))) {
      database.commit(5);
      var place = "logfile://" + folder.resolve("all.log");
      var running =
          image.start(": protecting", "replicate", "app.db", place, "--providers", "providers");
      running.destroy();
      assertEquals(0, running.waitFor(), image.log());
      assertTrue(image.log().contains("warning: cannot use the provider in " + broken));
    }
    var unknown = image.call("list", "logfile://" + folder.resolve("all.log")).ends(4);
    assertTrue(unknown.err().contains("type 'logfile'"), unknown.err());
  }
}
