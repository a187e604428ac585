package bakelite.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import bakelite.store.Stores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every mistake is named with file, line and key, in these words.
class MistakesTest {
  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void realFolder() throws IOException {
    folder = temporary.toRealPath();
  }

  @Test
  void anUnknownKeyComesWithTheNearestOne() throws Exception {
    assertProblems(
        "1: databses: no such key here (did you mean databases?)"
            + "\n1: databases: expected a list of databases, found none",
        "databses: []");
    assertProblems(
        "2: debonce: no such key here (did you mean debounce?)\n3: colour: no such key here",
        "defaults:\n  debonce: 1s\n  colour: red\n" + one());
    assertProblems("5: bucket: no such key here", one() + "        bucket: b\n");
  }

  @Test
  void aDoubledKeyNamesTheFirst() throws Exception {
    assertProblems(
        "3: debounce: expected once, found again, first in line 2",
        "defaults:\n  debounce: 1s\n  debounce: 2s\n" + one());
  }

  @Test
  void aValueOfAnotherShapeIsNamed() throws Exception {
    assertProblems("1: databases: expected a list, found keys", "databases:\n  path: /a.db\n");
    assertProblems("1: databases: expected a list, found 'all'", "databases: all\n");
    assertProblems("1: databases: expected a list, found nothing", "databases:\n");
    assertProblems("1: databases: expected a database, found an empty list", "databases: []\n");
    assertProblems(
        "2: databases: expected keys below it, found '/a.db'",
        "databases:\n  - /a.db\n",
        "2: destinations: expected a list with one destination, found none",
        "2: path: expected the path of a database, found none");
    assertProblems(
        "1: file: expected keys below it, found a list",
        "- a\n- b\n",
        "1: databases: expected a list of databases, found none");
    assertProblems("1: defaults: expected keys below it, found nothing", "defaults:\n" + one());
    assertProblems(
        "2: debounce: expected a value, found a list", "defaults:\n  debounce: [1s]\n" + one());
    assertProblems(
        "2: compaction_levels: expected a list, found '30s'",
        "defaults:\n  compaction_levels: 30s\n" + one());
  }

  @Test
  void anAddressThatIsNoneIsNamed() throws Exception {
    var expected = "1: listen: expected an address such as 127.0.0.1:9190 or [::1]:9190, found ";
    assertProblems(expected + "'9190' (did you mean 127.0.0.1:9190?)", "listen: 9190\n" + one());
    assertProblems(
        expected + "'http://localhost:9190/metrics' (did you mean localhost:9190?)",
        "listen: http://localhost:9190/metrics\n" + one());
    assertProblems(expected + "'::1:9190'", "listen: '::1:9190'\n" + one());
    assertProblems(expected + "'localhost'", "listen: localhost\n" + one());
    assertProblems(
        "1: listen: expected a port up to 65535, found 'localhost:70000'",
        "listen: localhost:70000\n" + one());
  }

  @Test
  void aWrongUnitComesWithTheRightOne() throws Exception {
    assertSetting(
        "debounce", "250", "expected a duration such as 250ms, 1s, 5m, 1h or 1d, found '250'");
    assertSetting(
        "debounce",
        "250 millis",
        "expected a duration such as 250ms, 1s, 5m, 1h or 1d, found '250 millis' (did you mean 250ms?)");
    assertSetting(
        "debounce",
        "5 min",
        "expected a duration such as 250ms, 1s, 5m, 1h or 1d, found '5 min' (did you mean 5m?)");
    assertSetting("debounce", "-1s", "expected 0 or more, found '-1s'");
    assertSetting("debounce", "99999999999d", "expected at most 36500d, found '99999999999d'");
    assertSetting(
        "debounce", "999999999999999999d", "expected at most 36500d, found '999999999999999999d'");
    assertSetting(
        "debounce", "''", "expected a duration such as 250ms, 1s, 5m, 1h or 1d, found nothing");
    assertSetting(
        "max_wal_size",
        "16MB",
        "expected a size such as 512KiB, 16MiB or 1GiB, found '16MB' (did you mean 16MiB?)");
    assertSetting(
        "max_wal_size", "16", "expected a size such as 512KiB, 16MiB or 1GiB, found '16'");
    assertSetting("max_wal_size", "-1MiB", "expected 0 or more, found '-1MiB'");
    assertSetting("max_wal_size", "0", "expected at least 64KiB, found '0'");
    assertSetting("spool_max", "999999999TiB", "expected at most 1048576TiB, found '999999999TiB'");
    assertSetting("safety_poll", "0", "expected more than 0, found '0'");
    assertSetting("busy_timeout", "2h", "expected at most 1h, found '2h'");
    assertSetting("compression", "zstandard", "expected one of zstd, lz4, none, found 'zstandard'");
    assertSetting(
        "compression",
        "ztsd",
        "expected one of zstd, lz4, none, found 'ztsd' (did you mean zstd?)");
    assertSetting(
        "take_over",
        "relaesed",
        "expected one of never, released, always, found 'relaesed' (did you mean released?)");
    assertSetting("max_backups", "many", "expected a whole number, found 'many'");
    assertSetting("max_backups", "-1", "expected 0 or more, found '-1'");
    assertSetting(
        "retention",
        "30 days",
        "expected a duration such as 250ms, 1s, 5m, 1h or 1d, found '30 days' (did you mean 30d?)");
  }

  @Test
  void aPathThatCannotBeIsNamed() throws Exception {
    Files.createFile(folder.resolve("file"));
    assertProblems(
        "2: path: expected an absolute path, found 'app.db' (did you mean DIR/app.db?)",
        database("app.db", "/b"));
    assertProblems(
        "2: path: expected an absolute path, found '~/app.db' (did you mean ${HOME}/app.db?)",
        database("~/app.db", "/b"));
    assertProblems("2: path: expected a path, found nothing", database("''", "/b"));
    assertProblems(
        "2: path: expected a path, found what is none: 'a\0b'", database("\"a\\0b\"", "/b"));
    assertProblems("2: path: expected a file, found the folder 'DIR'", database("DIR", "/b"));
    assertProblems(
        "2: path: expected folders above it, found the file DIR/file",
        database("DIR/file/app.db", "/b"));
    assertProblems("2: path: expected more than the root, found '/'", database("/", "/b"));
    assertProblems(
        "2: path: expected a pattern, found '/a/{b': Missing '}", database("'/a/{b'", "/b"));
    assertProblems(
        "4: path: expected a folder, found the file 'DIR/file'", database("/a.db", "DIR/file"));
    assertProblems(
        "1: state_dir: expected an absolute path, found 'state' (did you mean DIR/state?)",
        "state_dir: state\n" + one());
  }

  @Test
  void everyDatabaseHasANameAndAPathOfItsOwn() throws Exception {
    var second = "  - path: %s\n    name: %s\n    destinations: [{path: /b}]\n";
    assertProblems(
        "6: name: expected a name of its own, found 'app', the name of the database in line 2",
        one() + second.replaceFirst("%s", "/other/x.db").replaceFirst("%s", "app"));
    assertProblems(
        "5: path: expected each database once, found DIR/app.db again, first in line 2",
        one() + second.replaceFirst("%s", "DIR/x/../app.db").replaceFirst("%s", "again"));
    Files.createFile(folder.resolve("app.db"));
    Files.createSymbolicLink(folder.resolve("link.db"), folder.resolve("app.db"));
    assertProblems(
        "5: path: expected each database once, found DIR/link.db again, first in line 2",
        one() + second.replaceFirst("%s", "DIR/link.db").replaceFirst("%s", "again"));
    assertProblems(
        "3: name: expected up to 200 of a-z, 0-9, '.', '_' and '-', and no '.' first, found 'My App' (did you mean _4dy_20_41pp?)",
        "databases:\n  - path: /a.db\n    name: My App\n    destinations: [{path: /b}]\n");
    assertProblems(
        "3: name: expected none beside a pattern, which names each file by its path, found 'all'",
        "databases:\n  - path: /a/*.db\n    name: all\n    destinations: [{path: /b}]\n");
  }

  @Test
  void aCopyThatWouldBeMissingIsNeverOverlooked() throws Exception {
    assertProblems(
        "3: destinations: expected one destination, found 2: several copies of a database are not in this version",
        one() + "      - path: /second\n");
    assertProblems(
        "3: destinations: expected one destination, found an empty list",
        "databases:\n  - path: /a.db\n    destinations: []\n");
    assertProblems(
        "2: destinations: expected a list with one destination, found none",
        "databases:\n  - path: /a.db\n");
    assertProblems(
        "4: path: expected a folder for the replicas, found none",
        "databases:\n  - path: /a.db\n    destinations:\n      - type: file\n");
    assertProblems(
        "4: type: cannot open a destination of type 'tape': expected one of [file, s3]",
        "databases:\n  - path: /a.db\n    destinations:\n      - type: tape\n        bucket: b\n");
  }

  @Test
  void aVariableThatIsNotSetIsAnErrorAndItsValueIsNotShown() throws Exception {
    assertSetting(
        "debounce", "${NOPE}", "expected the environment variable NOPE to be set, found it unset");
    assertSetting("debounce", "${no-name}", "expected ${NAME}, found '${no-name}'");
    assertSetting("debounce", "${OPEN", "expected ${NAME}, found '${OPEN'");
    assertSetting(
        "debounce",
        "${SECRET}",
        "expected a duration such as 250ms, 1s, 5m, 1h or 1d, found '${SECRET}'");
  }

  @Test
  void whatIsNoYamlIsNamedWithItsLine() throws Exception {
    assertProblems("1: databases: expected a list, found an empty file", "");
    assertProblems("1: databases: expected a list, found an empty file", "# nothing\n");
    assertProblems("2: file: expected blanks, found a tab", "databases:\n\t- path: /a.db\n");
    assertProblems("2: file: expected text, found a control character", "a: 1\nb: \u0007\n");
    assertProblems(
        "3: defaults: expected no anchors and aliases, found an anchor",
        "databases:\n  - {path: /a.db, destinations: [{path: /b}]}\ndefaults: &a {debounce: 1s}\n");
    assertProblems("2: file: expected YAML; expected ',' or ']', but got :", "a: [b\nc: {d\n");
    assertProblems("1: file: expected a few levels, found hundreds of them", "[".repeat(200_000));
  }

  @Test
  void anAliasBombIsRefusedAtItsFirstAnchor() throws Exception {
    var bomb = new StringBuilder("databases:\n  - &a [x, x]\n");
    for (char letter = 'b'; letter < 'z'; letter++) {
      bomb.append(
          "  - &" + letter + " [*" + (char) (letter - 1) + ", *" + (char) (letter - 1) + "]\n");
    }
    var refused = assertThrows(CommandException.class, () -> read(bomb.toString()));
    assertEquals(
        folder.resolve("bakelite.yml")
            + ":2: databases: expected no anchors and aliases, found an anchor",
        refused.getMessage().lines().findFirst().orElseThrow());
  }

  @Test
  void bytesThatAreNoUtf8AreNamedWithTheirLine() throws Exception {
    var file = folder.resolve("bakelite.yml");
    Files.write(file, "a: 1\nb: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    var refused = assertThrows(CommandException.class, () -> reader(file).read());
    assertEquals(file + ":2: file: expected UTF-8, found other bytes", refused.getMessage());
    Files.write(file, new byte[(1 << 20) + 1]);
    refused = assertThrows(CommandException.class, () -> reader(file).read());
    assertEquals(file + ":1: file: expected at most 1MiB, found more", refused.getMessage());
  }

  private void assertSetting(String key, String value, String problem) {
    assertProblems(
        "2: " + key + ": " + problem, "defaults:\n  " + key + ": " + value + "\n" + one());
  }

  /// @param expected lines without the file's name, `DIR` for the folder
  private void assertProblems(String expected, String text, String... more) {
    var refused = assertThrows(CommandException.class, () -> read(text), text);
    assertEquals(ExitCode.USAGE, refused.code());
    var file = folder.resolve("bakelite.yml") + ":";
    var lines = expected.lines().map(line -> file + line).toList();
    var all = new ArrayList<>(lines);
    for (var line : more) {
      all.add(file + line);
    }
    var found = refused.getMessage().lines().sorted().toList();
    all.replaceAll(line -> line.replace("DIR", folder.toString()));
    all.sort(String::compareTo);
    assertEquals(all, found, text);
  }

  private static String one() {
    return database("DIR/app.db", "DIR/backups");
  }

  private static String database(String path, String destination) {
    return "databases:\n  - path: "
        + path
        + "\n    destinations:\n      - path: "
        + destination
        + "\n";
  }

  private Configuration read(String text) throws Exception {
    return reader(
            Files.writeString(
                folder.resolve("bakelite.yml"), text.replace("DIR", folder.toString())))
        .read();
  }

  private ConfigurationReader reader(Path file) {
    return new ConfigurationReader(
        file, Map.of("SECRET", "hunter2"), folder, _ -> Stores.installed());
  }
}
