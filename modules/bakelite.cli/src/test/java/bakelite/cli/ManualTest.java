package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The manual and the completions say what `--help` says, for every verb that it names.
class ManualTest {
  private static final Pattern VERB = Pattern.compile("(?m)^  ([a-z]+) {2,}");
  private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

  @TempDir Path folder;

  @Test
  void thereIsAPageForEachVerbAndForTheConfiguration() {
    var pages = call("manual").lines().toList();
    var expected = verbs().stream().map(verb -> "bakelite-" + verb + ".1").sorted().toList();
    assertTrue(expected.size() >= 10, expected::toString);
    assertEquals(
        expected, pages.stream().filter(page -> page.startsWith("bakelite-")).sorted().toList());
    assertTrue(pages.containsAll(List.of("bakelite.1", "bakelite.yml.5")), pages::toString);
  }

  @Test
  void aPageHasAllThatTheHelpHas() {
    for (var verb : verbs()) {
      var help = words(call("help", verb).replaceAll("Usage: |Every command takes:|Examples:", ""));
      var page = words(rendered(call("manual", "bakelite-" + verb + ".1")));
      var missing = help.stream().filter(word -> !page.contains(word)).toList();
      assertEquals(List.of(), missing, verb);
      assertEquals(options(call("help", verb)), options(String.join(" ", page)), verb);
    }
  }

  @Test
  void nothingOfAPageIsTakenForARequest() {
    for (var page : call("manual").lines().toList()) {
      for (var line : call("manual", page).lines().toList()) {
        assertTrue(
            line.matches("\\.(TH|SH|SS) \"?[^\"].*|\\.(PP|TP|nf|fi|nh|RE)|\\.RS 4|\\.ad l|[^.'].*"),
            page + ": " + line);
        assertTrue(line.chars().allMatch(letter -> letter < 128), page + ": " + line);
      }
    }
  }

  @Test
  void aPageThatIsNotThereIsNotFound() {
    var answer = Machine.in(folder).call("manual", "bakelite-nothing.1").ends(3);
    assertTrue(answer.err().contains("bakelite-restore.1"), answer.err());
  }

  @Test
  void everyShellCompletesEveryVerbAndEveryOption() {
    for (var shell : List.of("bash", "zsh", "fish")) {
      var script = call("completion", shell);
      for (var verb : verbs()) {
        assertTrue(script.contains(verb), shell + ": " + verb);
        for (var option : options(call("help", verb).split("\nExamples:", 2)[0])) {
          var written = shell.equals("fish") ? " -l " + option.substring(2) : option;
          assertTrue(script.contains(written), shell + ": " + option);
        }
      }
      assertTrue(!script.contains("demo-writer"), shell);
    }
    Machine.in(folder).call("completion", "tcsh").ends(2);
  }

  private List<String> verbs() {
    var overview = call("--help");
    var until = overview.indexOf("Every command takes");
    return VERB.matcher(overview.substring(0, until)).results().map(verb -> verb.group(1)).toList();
  }

  private static List<String> options(String text) {
    return OPTION.matcher(text).results().map(found -> found.group()).distinct().sorted().toList();
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }

  /// What a reader sees of it, without the lay-out.
  private static String rendered(String roff) {
    return roff.lines()
        .filter(line -> !line.matches("\\.(PP|TP|nf|fi|nh|RE|RS 4|ad l)"))
        .map(line -> line.replaceFirst("^\\.(TH|SH|SS) ", ""))
        .map(line -> line.replace("\\fB", "").replace("\\fR", "").replace("\\-", "-"))
        .map(line -> line.replace("\\(aq", "'").replace("\\(ga", "`").replace("\\(ti", "~"))
        .map(line -> line.replace("\\[u2026]", "…").replace("\\e", "\\").replace("\\&", ""))
        .reduce("", (text, line) -> text + "\n" + line);
  }

  private String call(String... words) {
    return Machine.in(folder).call(words).ends(0).out();
  }
}
