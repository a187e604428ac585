package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A replica that two writers forked, as a person meets it: every verb names the fork, and none
/// guesses.
class ForkedReplicaTest {
  /// Place of the life in the header of an object.
  private static final int LIFE_AT = 152;

  @TempDir private Path folder;
  private Machine machine;
  private final byte[][] databases = new byte[2][];

  /// Two machines go on after one commit, each with its own copy of everything; then the objects of
  /// both lie in one store, under the names that they have in one that keeps no writers apart.
  @BeforeEach
  void fork() throws Exception {
    machine = Machine.in(folder);
    replicate(folder, 7, "CREATE TABLE t(a)");
    for (int writer = 0; writer < 2; writer++) {
      var other = folder.resolve("machine" + writer);
      copy(folder.resolve("backups"), other.resolve("backups"));
      copy(folder.resolve("state"), other.resolve("state"));
      Files.copy(folder.resolve("app.db"), other.resolve("app.db"));
      replicate(other, 100 + writer, "INSERT INTO t VALUES(" + writer + ")");
      databases[writer] = Files.readAllBytes(other.resolve("app.db"));
    }
    for (int writer = 0; writer < 2; writer++) {
      merge(folder.resolve("machine" + writer + "/backups/app"), folder.resolve("backups/app"));
    }
  }

  private static void replicate(Path folder, long seed, String sql) throws Exception {
    var configuration = folder.resolve("bakelite.yml");
    Files.writeString(
        configuration,
        "databases: [{path: %s, destinations: [{path: %s}]}]"
            .formatted(folder.resolve("app.db"), folder.resolve("backups")));
    var there = Machine.in(folder).withSeed(seed).with("BAKELITE_CONFIG", configuration.toString());
    try (var application = Application.start(folder.resolve("app.db"))) {
      application.run("PRAGMA journal_mode = WAL");
      application.run(sql);
      there.call("daemon", "--once").ends(0);
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        var target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private static void merge(Path from, Path to) throws IOException {
    try (var files = Files.list(from.resolve("c"))) {
      for (var file : files.sorted().toList()) {
        var name = file.getFileName().toString();
        if (!Files.exists(to.resolve("c").resolve(name))) {
          Files.copy(file, to.resolve("c").resolve(name + "-" + life(file)));
        }
      }
    }
  }

  private static String life(Path object) throws IOException {
    var bytes = Files.readAllBytes(object);
    return HexFormat.of().formatHex(Arrays.copyOfRange(bytes, LIFE_AT, LIFE_AT + 16));
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> branches() {
    var forks =
        (List<Map<String, Object>>) machine.call("list", "backups", "--json").json().get("forks");
    assertEquals(1, forks.size());
    return (List<Map<String, Object>>) forks.getFirst().get("branches");
  }

  @Test
  void listNamesItWithEverythingThatTellsTheBranchesApart() {
    var text = machine.call("list", "backups").ends(0).out();
    assertTrue(text.contains("FORKS after commit "), text);
    for (var branch : branches()) {
      assertTrue(text.contains(branch.get("life") + "  process "), text);
      assertTrue(branch.get("writer").toString().startsWith("process "), branch::toString);
    }
    assertEquals(2, branches().size());
    assertTrue(
        machine.call("list", "backups", "--commits").ends(0).out().contains("FORKS after commit "));
  }

  @Test
  void restoreTakesEachBranchAndGuessesNone() throws Exception {
    var refused = machine.call("restore", "backups", "--output", "latest.db").fails(10);
    assertTrue(refused.err().contains("--branch"), refused.err());
    assertFalse(Files.exists(folder.resolve("latest.db")));
    for (int writer = 0; writer < 2; writer++) {
      var life = branches().get(writer).get("life").toString();
      assertTrue(refused.err().contains(life), refused.err());
      var output = "branch" + writer + ".db";
      var answer =
          machine
              .call("restore", "backups", "--output", output, "--branch", life.substring(0, 6))
              .ends(0);
      assertTrue(answer.err().contains("the replica forks after commit "), answer.err());
      var bytes = Files.readAllBytes(folder.resolve(output));
      assertTrue(
          Arrays.equals(bytes, databases[0]) || Arrays.equals(bytes, databases[1]),
          "branch " + life);
    }
    assertFalse(
        Arrays.equals(
            Files.readAllBytes(folder.resolve("branch0.db")),
            Files.readAllBytes(folder.resolve("branch1.db"))));
  }

  @Test
  void whatLiesBeforeIsRestoredWithAWarning() throws Exception {
    var list = machine.call("list", "backups", "--json").json();
    var window = (Map<?, ?>) ((List<?>) list.get("windows")).getFirst();
    var answer =
        machine
            .call(
                "restore",
                "backups",
                "--output",
                "before.db",
                "--index",
                window.get("to_index").toString())
            .ends(0);
    assertTrue(answer.err().contains("the replica forks after commit "), answer.err());
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("app.db")),
        Files.readAllBytes(folder.resolve("before.db")));
  }

  @Test
  void verifyIsNotContentUntilABranchIsChosen() {
    var said = machine.call("verify", "backups").ends(1).out();
    assertTrue(said.contains("one history after commit "), said);
    for (var branch : branches()) {
      var life = branch.get("life").toString();
      var proved = machine.call("verify", "backups", "--deep", "--branch", life).ends(0).out();
      assertTrue(proved.contains("one branch was proved"), proved);
    }
  }

  @Test
  void aBranchThatCannotBeOrIsNotThereIsToldApart() {
    machine.call("list", "backups", "--branch", "LIFE").fails(2);
    machine.call("list", "backups", "--branch", "0123456789").fails(3);
  }
}
