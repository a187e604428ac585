package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.cli.command.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the documents show is what the program takes and prints.
class DocumentsTest {
  private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
  private static final Pattern DOCUMENT_ROW = Pattern.compile("\\| `([a-z -]+)` \\| `(\\{.+})`.*");

  @TempDir Path folder;

  @Test
  void everyCommandOfTheReadmeParses() {
    var grammar =
        new Grammar(
            ServiceLoader.load(Command.class).stream().map(ServiceLoader.Provider::get).toList());
    var commands = Documents.commands("README.md");
    assertTrue(commands.size() >= 7, () -> "commands: " + commands);
    for (var command : commands) {
      var words = Documents.words(command);
      assertDoesNotThrow(() -> grammar.parse(Arrays.copyOfRange(words, 1, words.length)), command);
    }
  }

  @Test
  void everyCommandOfARunbookParses() {
    var grammar =
        new Grammar(
            ServiceLoader.load(Command.class).stream().map(ServiceLoader.Provider::get).toList());
    var commands =
        Documents.lines("docs/operations.md").stream()
            .filter(line -> line.matches(" {4,}bakelite .*"))
            .map(String::strip)
            .toList();
    assertTrue(commands.size() >= 40, () -> "commands: " + commands);
    for (var command : commands) {
      var words = Documents.words(command);
      assertDoesNotThrow(() -> grammar.parse(Arrays.copyOfRange(words, 1, words.length)), command);
    }
  }

  @Test
  void everyOptionOfTheDocumentIsInTheHelpAndTheOtherWayRound() {
    var option = Pattern.compile("--[a-z-]+");
    for (var line : Documents.commands("docs/cli.md")) {
      var verb = Documents.words(line)[1];
      // The demo is a verb of another module.
      if (!verb.equals("demo") && !verb.equals("version")) {
        var usage = Machine.in(folder).call("help", verb).ends(0).out().split("\n\n", 2)[0];
        assertEquals(
            new TreeSet<>(option.matcher(line).results().map(found -> found.group()).toList()),
            new TreeSet<>(option.matcher(usage).results().map(found -> found.group()).toList()),
            verb);
      }
    }
  }

  @Test
  void theExampleOfAnErrorIsWhatIsPrinted() throws Exception {
    var lines = Documents.lines("docs/cli.md");
    int at = lines.indexOf("## Output");
    var example =
        lines.subList(at, lines.size()).stream()
            .filter(line -> line.startsWith("    bakelite: ") || line.startsWith("    hint: "))
            .map(String::strip)
            .toList();
    var printed =
        Sample.in(folder)
            .call("restore", "backups", "--output", "x", "--index", "99")
            .ends(3)
            .err();
    assertEquals(withoutFigures(example), withoutFigures(printed.lines().toList()));
  }

  private static List<String> withoutFigures(List<String> lines) {
    return lines.stream()
        .map(line -> MOMENT.matcher(line).replaceAll("TIME"))
        .map(line -> line.replaceAll("found commit \\d+", "found commit N"))
        .toList();
  }

  @Test
  void everyDocumentUnderJsonHasExactlyTheKeysThatAreWrittenDown() throws Exception {
    var machine = Sample.in(folder);
    Files.writeString(
        folder.resolve("bakelite.yml"),
        "databases: [{path: DIR/app.db, destinations: [{path: DIR/backups}]}]"
            .replace("DIR", folder.toString()));
    int checked = 0;
    for (var line : Documents.lines("docs/cli.md")) {
      var row = DOCUMENT_ROW.matcher(line);
      if (row.matches()) {
        var words =
            switch (row.group(1)) {
              // The one that the configuration names.
              case "restore" -> "restore backups --output app.db";
              case "verify" -> "verify backups --deep";
              case "completion" -> "completion bash";
              case "list", "list --commits" -> row.group(1) + " backups";
              case "status", "doctor", "check" -> row.group(1) + " --config bakelite.yml";
              default -> row.group(1);
            };
        var document =
            machine
                .call((words + " --json").split(" "))
                // Nothing protects it while this test runs.
                .ends(words.startsWith("check") ? 1 : 0)
                .json();
        assertEquals(
            row.group(2)
                .replace(
                    "\"problems\":[{\"object\",\"offset\",\"expected\",\"found\",\"hint\"}]",
                    "\"problems\":[]")
                .replaceAll("\"forks\":\\[.*]}]", "\"forks\":[]")
                // A folder has none that cost anything.
                .replaceAll("\"requests\":\\{[^}]*}", "\"requests\"")
                .replace("\"last_snapshot\":{\"index\",\"at\"}", "\"last_snapshot\"")
                .replace("\"last_verify\":{\"at\",\"deep\",\"ok\",\"index\"}", "\"last_verify\""),
            Json.shape(document)
                .replace("\"warnings\":[]", "\"warnings\"")
                .replace("\"set_aside\":[]", "\"set_aside\""),
            words);
        checked++;
      }
    }
    assertEquals(10, checked);
  }
}
