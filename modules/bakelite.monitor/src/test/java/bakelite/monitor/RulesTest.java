package bakelite.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Alert rules, dashboard and documents speak of metrics and runbooks that are there.
class RulesTest {
  private static final Pattern METRIC = Pattern.compile("\\b(bakelite_[a-z_]+|process_[a-z_]+)\\b");
  private static final Pattern RUNBOOK =
      Pattern.compile("runbook: docs/operations\\.md#([a-z0-9-]+)");
  private static final String RULES = "packaging/monitoring/bakelite.rules.yml";
  private static final String RULES_TEST = "packaging/monitoring/bakelite.rules.test.yml";
  private static final String DASHBOARD = "packaging/monitoring/bakelite.dashboard.json";
  private static final String OPERATIONS = "docs/operations.md";

  @Test
  void everyMetricOfRulesAndDashboardIsServed() throws Exception {
    var served = served();
    for (var file : List.of(RULES, RULES_TEST, DASHBOARD)) {
      var named = named(file);
      assertTrue(named.size() >= 8, file + ": " + named);
      named.removeAll(served);
      assertEquals(Set.of(), named, file);
    }
  }

  @Test
  void theDashboardLeavesNothingOutThatMovesOverTime() throws Exception {
    var left = new TreeSet<>(served());
    left.removeAll(named(DASHBOARD));
    // Which commit each of these was, and how it was looked at, is for a person who asks.
    assertEquals(
        Set.of(
            "bakelite_captured_timestamp_seconds",
            "bakelite_durable_timestamp_seconds",
            "bakelite_last_snapshot_index",
            "bakelite_last_verify_deep",
            "bakelite_last_verify_index"),
        left);
  }

  @Test
  void theDocumentNamesExactlyWhatIsServed() throws Exception {
    var rows =
        read("docs/cli.md")
            .lines()
            .filter(line -> line.startsWith("| `bakelite_") || line.startsWith("| `process_"))
            .map(line -> line.split("\\|", -1)[1])
            .collect(Collectors.joining("\n"));
    assertEquals(served(), names(rows));
  }

  @Test
  void everyAlertNamesARunbookThatIsThere() throws Exception {
    var rules = read(RULES);
    var alerts = Pattern.compile("- alert: (\\w+)").matcher(rules).results().count();
    var runbooks = RUNBOOK.matcher(rules).results().map(found -> found.group(1)).toList();
    assertEquals(alerts, runbooks.size(), "an alert without a runbook");
    assertTrue(alerts >= 12, "" + alerts);
    for (var runbook : runbooks) {
      assertTrue(anchors().contains(runbook), () -> runbook + " is none of " + anchors());
    }
  }

  @Test
  void everyAlertIsInItsRunbookAndInTheTestOfTheRules() throws Exception {
    var tested = read(RULES_TEST);
    for (var alert :
        Pattern.compile("- alert: (\\w+)")
            .matcher(read(RULES))
            .results()
            .map(each -> each.group(1))
            .toList()) {
      assertTrue(read(OPERATIONS).contains("`" + alert + "`"), alert);
      assertTrue(tested.contains(alert), alert);
    }
  }

  @Test
  void everyLinkInsideTheDocumentLeadsSomewhere() throws Exception {
    var links =
        Pattern.compile("\\]\\(#([a-z0-9-]+)\\)").matcher(read(OPERATIONS)).results().toList();
    assertTrue(links.size() > 15);
    for (var link : links) {
      assertTrue(anchors().contains(link.group(1)), link.group(1));
    }
  }

  @Test
  void theRulesAreWellFormedAndFireWhenTheyShould() throws Exception {
    var checked = Promtool.run("", "check", "rules", repository().resolve(RULES).toString());
    assertEquals(0, checked.status(), checked.text());
    assertTrue(checked.text().contains("SUCCESS: 12 rules found"), checked.text());
    var tested = Promtool.run("", "test", "rules", repository().resolve(RULES_TEST).toString());
    assertEquals(0, tested.status(), tested.text());
  }

  /// The anchors of headings, as they are made of their words.
  private static Set<String> anchors() {
    try {
      return read(OPERATIONS)
          .lines()
          .filter(line -> line.startsWith("## "))
          .map(line ->
              line.substring(3)
                  .toLowerCase(Locale.ROOT)
                  .replaceAll("[^a-z0-9 -]", "")
                  .replace(' ', '-'))
          .collect(Collectors.toSet());
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static Set<String> served() {
    var text = MetricsTest.metrics(List.of());
    return text.lines()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.split(" ", -1)[2])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> named(String file) throws IOException {
    return names(read(file));
  }

  private static Set<String> names(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String read(String file) throws IOException {
    return Files.readString(repository().resolve(file));
  }

  private static Path repository() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
