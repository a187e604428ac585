package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every verb says what it takes, in either way of asking, and needs nothing else for it.
class HelpTest {
  private static final int WIDTH = 100;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"check", "doctor", "list", "replicate", "restore", "verify", "version", "help"})
  void everyVerbShowsItsHelpInBothWays(String verb) {
    var help = call(verb, "--help").ends(0);
    assertEquals("", help.err());
    assertTrue(help.out().startsWith("Usage: bakelite " + verb), help.out());
    assertEquals(help, call("help", verb));
    assertEquals(help, call("--help", verb));
    assertEquals(help, call(verb, "some", "--help", "--quiet"));
    help.out().lines().forEach(line -> assertTrue(line.length() <= WIDTH, line));
    for (var option :
        List.of(
            "--db NAME", "--json", "--progress", "--quiet", "--verbose", "--help", "--version")) {
      assertTrue(help.out().contains("\n  " + option + " "), option);
    }
  }

  @Test
  void theOverviewNamesEveryVerb() {
    var overview = call("--help").ends(0);
    assertEquals(overview, call("help"));
    for (var verb :
        List.of("check", "doctor", "list", "replicate", "restore", "verify", "version", "help")) {
      assertTrue(overview.out().contains("\n  " + verb + " "), verb);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "list --version", "restore --version", "--version list x"})
  void theVersionIsShownBeforeOrAfterAnyVerb(String line) {
    assertEquals(call("version"), call(line.split(" ")).ends(0));
  }

  private Answer call(String... words) {
    return Machine.in(folder).call(words);
  }
}
