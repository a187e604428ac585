package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// SOURCE: a replica, or a place that holds some.
class SourceTest {
  @TempDir Path folder;
  private Machine machine;

  @BeforeEach
  void start() throws Exception {
    machine = Sample.in(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "backups",
        "./backups/",
        "backups/app",
        "backups/../backups",
        "link",
        "backups --db app",
        "ABSOLUTE/backups",
        "file://ABSOLUTE/backups",
        "file://ABSOLUTE/backups/app",
        "file://localhostABSOLUTE/backups",
        "file:ABSOLUTE/backups"
      })
  void aReplicaOrAPlaceThatHoldsOneStandsForIt(String source) throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("backups"));
    var expected = machine.call("list", "backups", "--commits").ends(0);
    var line = "list --commits " + source.replace("ABSOLUTE", folder.toString());
    assertEquals(expected, machine.call(line.split(" ")));
  }

  @Test
  void strangersBesideAReplicaDoNotHideIt() throws Exception {
    Files.createDirectory(folder.resolve("backups/lost+found"));
    Files.createDirectory(folder.resolve("backups/empty"));
    Files.writeString(folder.resolve("backups/README"), "mine");
    Files.createDirectory(folder.resolve("backups/notes"));
    Files.writeString(folder.resolve("backups/notes/id.txt"), "mine");
    machine.call("list", "backups").ends(0);
  }

  @Test
  void aPlaceThatHoldsSeveralAsksWhich() throws Exception {
    Sample.copy(folder.resolve("backups/app"), folder.resolve("backups/shop"));
    var place = folder.resolve("backups");
    machine
        .call("list", "backups")
        .fails(
            3,
            "cannot choose a replica in file://" + place + ": expected one, found app, shop",
            "name one with --db");
    for (var name : new String[] {"app", "shop"}) {
      assertTrue(
          machine.call("list", "backups", "--db", name).ends(0).out().startsWith(name + ":"));
      assertTrue(
          machine.call("--db", name, "list", "backups").ends(0).out().startsWith(name + ":"));
    }
    machine
        .call("restore", "backups", "--output", "out.db", "--db", "third")
        .fails(
            3,
            "cannot find the replica 'third' in file://"
                + place
                + ": expected a folder of that name, found app, shop",
            "check the name and the address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"App", "../backups/app", "..", ".app", "a b", "ä"})
  void aNameThatNoReplicaCanHaveIsNotFound(String name) {
    for (var line : new String[] {"list backups", "verify backups", "restore backups -o out.db"}) {
      var words = (line + " --db=").split(" ", -1);
      words[words.length - 1] += name;
      assertTrue(machine.call(words).fails(3).err().contains(", found app\n"), name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "nothing-there", "backups/app/c"})
  void aPlaceWithoutAReplicaIsNotFound(String source) throws Exception {
    Files.createDirectory(folder.resolve("empty"));
    machine
        .call("list", source)
        .fails(
            3,
            "cannot find a replica in file://"
                + folder.resolve(source)
                + ": expected one, found none",
            "check the address; a replica is the folder that holds `id`, or the one above it");
  }

  @Test
  void aFileIsNoPlace() throws Exception {
    Files.writeString(folder.resolve("app.db"), "x");
    assertTrue(machine.call("list", "app.db").fails(4).err().contains("expected a folder"));
  }

  @Test
  void nothingIsNoPlace() {
    machine
        .call("list", "")
        .fails(
            2,
            "cannot open a store: expected SOURCE, found nothing",
            "name a folder, or an address such as file:///backups");
  }
}
