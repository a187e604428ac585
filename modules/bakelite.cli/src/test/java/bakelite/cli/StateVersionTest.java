package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.cli.command.StopRequest.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Local state that a newer bakelite has written, after somebody went back to this one.
class StateVersionTest {
  private static final String NEWER =
      "bakelite local state 2\nneeds bakelite 3.1.4\nand what later versions add\n";

  @TempDir Path folder;
  private Machine machine;

  @BeforeEach
  void start() throws Exception {
    folder = folder.toRealPath();
    machine = Machine.in(folder);
    try (var application = Application.start(folder.resolve("app.db"))) {
      application.run("PRAGMA journal_mode = WAL");
      application.run("CREATE TABLE t(a)");
    }
    Files.writeString(
        folder.resolve("bakelite.yml"),
        """
        state_dir: DIR/state
        databases: [{path: DIR/app.db, destinations: [{path: DIR/dest}]}]
        """
            .replace("DIR", folder.toString()));
    machine.call("daemon", "--once", "--config", "bakelite.yml").ends(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replicate app.db dest",
        "daemon --config bakelite.yml",
        "daemon --once --config bakelite.yml",
        "doctor --config bakelite.yml"
      })
  void itIsRefusedWithTheVersionToGetAndLeftAsItIs(String words) throws Exception {
    Files.writeString(folder.resolve("state/version"), NEWER);
    var before = files();
    var answer = machine.call(words.split(" ", -1)).ends(6);
    var said = answer.out() + answer.err();
    assertTrue(said.contains("expected version 1 or older, found version 2"), said);
    assertTrue(said.contains("install bakelite 3.1.4 or newer"), said);
    assertEquals(before, files());
  }

  @Test
  void whatIsNoVersionIsDamageOfTheLocalDisk() throws Exception {
    Files.writeString(folder.resolve("state/version"), "");
    var answer = machine.call("daemon", "--config", "bakelite.yml").ends(9);
    assertTrue(answer.err().contains(folder.resolve("state/version").toString()), answer.err());
  }

  @Test
  void stateWithoutAMarkIsOfTheFirstVersionAndGetsOne() throws Exception {
    Files.delete(folder.resolve("state/version"));
    try (var application = Application.start(folder.resolve("other.db"))) {
      application.run("PRAGMA journal_mode = WAL");
      application.run("CREATE TABLE t(a)");
    }
    machine
        .start("replicate", "other.db", "dest")
        .says("other: protecting")
        .stopped(Reason.TERMINATE)
        .ends(0);
    assertEquals(
        "bakelite local state 1\nneeds bakelite 0.1.0\n",
        Files.readString(folder.resolve("state/version")));
  }

  private Map<String, String> files() throws Exception {
    var contents = new TreeMap<String, String>();
    try (var all = Files.walk(folder.resolve("state"))) {
      for (var file : all.filter(Files::isRegularFile).toList()) {
        var bytes = Files.readAllBytes(file);
        contents.put(file.toString(), HexFormat.of().formatHex(bytes));
      }
    }
    return contents;
  }
}
