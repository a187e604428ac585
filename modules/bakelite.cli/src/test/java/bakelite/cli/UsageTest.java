package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Arguments that mean nothing end with 2, say what was expected and found, and change nothing.
class UsageTest {
  @TempDir Path folder;
  private Machine machine;

  @BeforeEach
  void start() {
    machine = Machine.in(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "rstore               | bakelite           | a command             | 'rstore'  | did you mean restore?",
        "qqqq                 | bakelite           | a command             | 'qqqq'    | `bakelite --help` lists the commands",
        "help rstore          | bakelite           | a command             | 'rstore'  | did you mean restore?",
        "--jsn                | bakelite           | an option that it has | '--jsn'   | did you mean --json?",
        "list b --commit      | bakelite list      | an option that it has | '--commit' | did you mean --commits?",
        "list b -x            | bakelite list      | an option that it has | '-x'      | `bakelite list --help` lists what it takes",
        "verify b --output x  | bakelite verify    | an option that it has | '--output' | `bakelite verify --help` lists what it takes",
        "list a b             | bakelite list      | nothing more          | 'b'       | `bakelite list --help` lists what it takes",
        "version now          | bakelite version   | nothing more          | 'now'     | `bakelite version --help` lists what it takes",
        "list                 | bakelite list      | SOURCE                | none      | `bakelite list --help` shows how",
        "restore b            | bakelite restore   | --output FILE         | none      | `bakelite restore --help` shows how",
        "restore b --output   | bakelite restore   | --output FILE         | none      | `bakelite restore --help` shows how",
        "replicate a.db       | bakelite replicate | DEST                  | none      | `bakelite replicate --help` shows how",
        "list b --db          | bakelite list      | --db NAME             | none      | `bakelite list --help` shows how",
        "list --db a b --db c | bakelite list      | --db once             | it twice  | `bakelite list --help` lists what it takes",
        "verify b --index one | bakelite verify    | a whole number for --index | 'one' | `bakelite verify --help` lists what it takes",
        "verify b --index 1.5 | bakelite verify    | a whole number for --index | '1.5' | `bakelite verify --help` lists what it takes",
        "verify b --index 9223372036854775808 | bakelite verify | a whole number for --index | '9223372036854775808' | `bakelite verify --help` lists what it takes",
        "restore b -o x --check some | bakelite restore | one of full, quick, none for --check | 'some' | `bakelite restore --help` lists what it takes",
        "list b --progress on | bakelite list      | one of auto, always, never for --progress | 'on' | `bakelite list --help` lists what it takes",
      })
  void wrongWordsAreAnsweredWithWhatWasExpected(
      String line, String command, String expected, String found, String hint) {
    machine
        .call(line.split(" "))
        .fails(2, "cannot run " + command + ": expected " + expected + ", found " + found, hint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rstore",
        "list",
        "list b --nope",
        "verify b --index x",
        "",
        "help nope",
        "--nope"
      })
  void theSameErrorIsADocumentUnderJson(String line) {
    var words = (line + " --json").strip().split(" ");
    var plain = machine.call(line.isEmpty() ? new String[0] : line.split(" "));
    var answer = machine.call(words).ends(2);
    assertEquals("", answer.out());
    assertEquals(
        "{\"error\":{\"code\",\"name\",\"message\",\"hint\"}}",
        Json.shape(Json.document(answer.err())));
    var error = (Map<?, ?>) Json.document(answer.err()).get("error");
    assertEquals(2L, error.get("code"));
    assertEquals("usage", error.get("name"));
    if (!line.isEmpty()) {
      plain.fails(2, String.valueOf(error.get("message")), String.valueOf(error.get("hint")));
    }
  }

  @Test
  void withoutAnyWordTheOverviewIsShownAsAnError() {
    var answer = machine.call().ends(2);
    assertEquals("", answer.out());
    assertTrue(answer.err().startsWith("Usage: bakelite COMMAND"), answer.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"restore b -o x --index 0", "verify b --index -1", "verify b --index=-7"})
  void commitsAreNumberedFromOne(String line) {
    machine.call(line.split(" ")).fails(2);
  }

  @Test
  void aCommitIsChosenInOneWay() {
    machine
        .call("restore", "b", "--output", "x", "--index", "3", "--at", "1h ago")
        .fails(
            2,
            "cannot choose a commit: expected --at or --index, found both",
            "leave one of them out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "App", "a/b", "..", ".app", "a b", "ä"})
  void aNameThatNoReplicaCanHaveIsRefused(String name) {
    var answer = machine.call("replicate", "app.db", "dest", "--db", name).fails(2);
    assertTrue(answer.err().contains("found '" + name + "'"), answer.err());
    assertTrue(Files.notExists(folder.resolve("dest")));
  }

  @Test
  void aPathThatBeginsWithAnAtIsAPath() throws Exception {
    Files.writeString(folder.resolve("words"), "--json");
    var answer = machine.call("list", "@" + folder.resolve("words")).fails(4);
    assertTrue(answer.err().contains("/@"), answer.err());
  }

  @Test
  void whatFollowsTwoDashesIsNoOption() {
    var answer = machine.call("list", "--", "--json").fails(3);
    assertTrue(answer.err().contains("/--json"), answer.err());
  }
}
