package bakelite.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.daemon.DatabaseState;
import bakelite.daemon.Observation;
import bakelite.daemon.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What a scrape says, to the letter, and that Prometheus agrees with its form.
class MetricsTest {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-z_]+)(?:\\{[a-z]+=\"(?:[^\"\\\\\n]|\\\\[\\\\n\"])*\".*})? -?[0-9.]+");

  @Test
  void whatIsKnownIsThereInBaseUnits() {
    var text = metrics(List.of(seen(Databases.fine("app"), true)));
    for (var line :
        List.of(
            "bakelite_build_info{version=\"0.1.0\",java=\"25\"} 1",
            "process_start_time_seconds 1795687190",
            "bakelite_databases 1",
            "bakelite_database_info{database=\"app\",path=\"/srv/app.db\",destination=\"s3://backups/app\"} 1",
            "bakelite_database_state{database=\"app\",state=\"protecting\"} 1",
            "bakelite_database_state{database=\"app\",state=\"fenced\"} 0",
            "bakelite_database_stuck{database=\"app\"} 0",
            "bakelite_lag_seconds{database=\"app\"} 4.5",
            "bakelite_source_ahead_seconds{database=\"app\"} 2",
            "bakelite_captured_index{database=\"app\"} 1210",
            "bakelite_captured_timestamp_seconds{database=\"app\"} 1795687198.75",
            "bakelite_durable_index{database=\"app\"} 1204",
            "bakelite_durable_timestamp_seconds{database=\"app\"} 1795687195",
            "bakelite_wal_bytes{database=\"app\"} 4096",
            "bakelite_spool_bytes{database=\"app\"} 512",
            "bakelite_puts_total{database=\"app\",destination=\"s3://backups/app\",kind=\"change_set\"} 12",
            "bakelite_put_bytes_total{database=\"app\",destination=\"s3://backups/app\",kind=\"shard\"} 4000",
            "bakelite_errors_total{database=\"app\",destination=\"s3://backups/app\",kind=\"store_unreachable\"} 3",
            "bakelite_store_requests_total{database=\"app\",destination=\"s3://backups/app\",kind=\"put\"} 7",
            "bakelite_last_snapshot_index{database=\"app\"} 3",
            "bakelite_last_snapshot_timestamp_seconds{database=\"app\"} 1795683600",
            "bakelite_last_verify_timestamp_seconds{database=\"app\",destination=\"s3://backups/app\"} 1795687140",
            "bakelite_last_verify_success{database=\"app\",destination=\"s3://backups/app\"} 1",
            "bakelite_last_verify_deep{database=\"app\",destination=\"s3://backups/app\"} 0",
            "bakelite_last_verify_index{database=\"app\",destination=\"s3://backups/app\"} 1200")) {
      assertTrue(text.contains("\n" + line + "\n"), () -> "expected " + line + " in\n" + text);
    }
  }

  @Test
  void whatIsNotKnownHasNoSample() {
    var text =
        metrics(
            List.of(
                new Seen(
                    Databases.stuck("app", DatabaseState.MISSING, "no file"), Optional.empty())));
    assertTrue(text.contains("bakelite_database_stuck{database=\"app\"} 1\n"), text);
    for (var name : List.of("lag_seconds", "durable_index", "wal_bytes", "last_verify_success")) {
      assertFalse(text.contains("\nbakelite_" + name + "{"), name);
    }
  }

  @Test
  void namesOfFilesCannotBreakTheForm() {
    var text = metrics(List.of(seen(Databases.fine("a\"b\\c\nd"), false)));
    assertTrue(text.contains("bakelite_durable_index{database=\"a\\\"b\\\\c\\nd\"} 1204\n"), text);
    text.lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> assertTrue(SAMPLE.matcher(line).matches(), line));
  }

  @Test
  void everyFamilyStandsTogetherAndKeepsTheConventions() {
    var families = new HashSet<String>();
    var family = "";
    for (var line :
        metrics(List.of(seen(Databases.fine("a"), true), seen(Databases.fine("b"), true)))
            .split("\n", 0)) {
      var words = line.split(" ", 4);
      if (line.startsWith("# HELP ")) {
        family = words[2];
        assertTrue(families.add(family), family);
        assertTrue(words[3].endsWith("."), line);
      } else if (line.startsWith("# TYPE ")) {
        assertEquals(family, words[2]);
        assertEquals(family.endsWith("_total"), words[3].equals("counter"), line);
      } else {
        assertEquals(family, line.split("[{ ]", 2)[0]);
      }
    }
    assertTrue(families.size() >= 20, "" + families);
  }

  @Test
  void thereAreAsManySeriesAsDatabasesAllow() {
    int none = count(List.of());
    int one = count(List.of(seen(Databases.fine("a"), true))) - none;
    var hundred = Databases.many(100).stream().map(each -> seen(each, true)).toList();
    assertEquals(100 * one, count(hundred) - none);
    assertTrue(one < 60, "" + one);
  }

  @Test
  void prometheusFindsNothingToSayOfIt() throws Exception {
    var said =
        Promtool.run(
            metrics(
                List.of(
                    seen(Databases.fine("app"), true),
                    seen(Databases.stuck("b", DatabaseState.FENCED, "x"), false))),
            "check",
            "metrics");
    assertEquals(new Promtool.Said(0, ""), said);
    assertEquals(
        3, Promtool.run("# TYPE bad_total gauge\nbad_total 1\n", "check", "metrics").status());
  }

  private static int count(List<Seen> all) {
    return (int) metrics(all).lines().filter(line -> !line.startsWith("#")).count();
  }

  private static Seen seen(Observation observation, boolean ok) {
    var document = observation.document();
    return new Seen(
        observation,
        Optional.of(
            new Verdict(
                document.path(),
                document.destination(),
                Databases.NOW.minusSeconds(60),
                false,
                ok,
                1200)));
  }

  static String metrics(List<Seen> all) {
    return Metrics.of(
        all, new BuildInfo("0.1.0", "25"), Databases.NOW.minusSeconds(10), Databases.NOW);
  }
}
