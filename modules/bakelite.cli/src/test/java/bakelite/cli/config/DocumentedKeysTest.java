package bakelite.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import bakelite.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/configuration.md` and the example say what the code does.
class DocumentedKeysTest {
  private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  private static final Pattern BULLET =
      Pattern.compile("^- `([a-z_]+)`: (.*?)(?=\n\n|\n- |\\z)", Pattern.DOTALL | Pattern.MULTILINE);

  private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)]\\([^)]+\\)");

  @TempDir Path folder;

  @Test
  void theTableOfTheDocumentIsTheListOfKeys() throws IOException {
    var documented =
        Files.readAllLines(repository().resolve("docs/configuration.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .toList();
    assertEquals(Arrays.stream(Key.values()).map(DocumentedKeysTest::row).toList(), documented);
  }

  @Test
  void theExampleOfTheDocumentIsOne() throws Exception {
    var document = Files.readString(repository().resolve("docs/configuration.md"));
    var blocks = BLOCK.matcher(document).results().map(block -> block.group(1)).toList();
    assertEquals(1, blocks.size());
    var found = read(Files.writeString(folder.resolve("example.yml"), blocks.getFirst()));
    assertEquals("app", found.members().members().getFirst().name());
    assertTrue(found.hasPatterns());
  }

  @Test
  void theFileThatIsShippedIsOneAndSoIsWhatItLeavesOut() throws Exception {
    var shipped = repository().resolve("packaging/bakelite.yml");
    // As it is installed: a start says what is missing, once, and touches nothing.
    var refused = assertThrows(CommandException.class, () -> read(shipped));
    assertEquals(ExitCode.USAGE, refused.code());
    assertEquals(
        shipped + ":1: databases: expected a list of databases, found none", refused.getMessage());
    var whole = Files.readString(shipped).replaceAll("(?m)^( *)#(?=[a-z-]| {2,}[a-z#-])", "$1");
    var found = read(Files.writeString(folder.resolve("whole.yml"), whole));
    assertTrue(found.hasPatterns(), whole);
    assertTrue(found.stateFolder().isPresent(), whole);
    assertEquals(List.of(), found.warnings());
  }

  @Test
  void theManualSaysOfEachKeyWhatTheDocumentSays() throws IOException {
    var text = Files.readString(repository().resolve("docs/configuration.md"));
    var bullets =
        BULLET
            .matcher(text.substring(text.indexOf("### Top"), text.indexOf("## Values")))
            .results()
            .map(bullet -> bullet.group(1) + ": " + plain(bullet.group(2)))
            .toList();
    assertEquals(
        Arrays.stream(Key.values())
            .filter(key -> !KeyManual.meaning(key).isEmpty())
            // What they are stands in the table alone.
            .filter(key -> key != Key.DEFAULTS && key != Key.DATABASES)
            .map(key -> key.text() + ": " + KeyManual.meaning(key))
            .toList(),
        bullets);
    for (var key : Key.values()) {
      assertTrue(key.later().isPresent() || !KeyManual.meaning(key).isEmpty(), key.text());
    }
  }

  /// Without the marks of the document, on one line.
  private static String plain(String marked) {
    return LINK.matcher(marked.replace("`", "")).replaceAll("$1").replaceAll("\\s+", " ").strip();
  }

  private static String row(Key key) {
    return "| `%s` | %s | %s | %s| %s |"
        .formatted(
            key.text(),
            key.place().name().toLowerCase(Locale.ROOT),
            key.shape().words(),
            key.initial().isEmpty() ? "" : key.initial() + " ",
            key.later().map(later -> "no: " + later.instead()).orElse("yes"));
  }

  private static Configuration read(Path file) throws Exception {
    return new ConfigurationReader(file, Map.of(), Path.of("/"), _ -> Stores.installed()).read();
  }

  private static Path repository() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/cli.md"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
