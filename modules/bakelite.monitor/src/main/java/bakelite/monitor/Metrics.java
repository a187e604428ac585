package bakelite.monitor;

import bakelite.daemon.DatabaseState;
import bakelite.daemon.StatusDocument;
import bakelite.daemon.StatusDocument.Figures;
import bakelite.daemon.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// What `/metrics` answers. Base units, and one series for each database or each database and
/// destination, times kinds of which there is a fixed number.
///
/// What is not known has no sample: a zero would be a value.
final class Metrics {
  private static final String DATABASE = "database";
  private static final String DESTINATION = "destination";

  private final List<Seen> all;
  private final Instant now;
  private final Exposition out = new Exposition();

  private Metrics(List<Seen> all, Instant now) {
    this.all = all;
    this.now = now;
  }

  /// All of them as text.
  ///
  /// @param started when the process did
  static String of(List<Seen> all, BuildInfo build, Instant started, Instant now) {
    var metrics = new Metrics(all, now);
    metrics.program(build, started);
    metrics.states();
    metrics.progress();
    metrics.sizes();
    metrics.traffic();
    metrics.proofs();
    return metrics.out.toString();
  }

  private void program(BuildInfo build, Instant started) {
    out.family("bakelite_build_info", Exposition.Type.GAUGE, "Always 1; which program this is.")
        .sample(1, "version", build.version(), "java", build.java());
    out.family(
            "process_start_time_seconds",
            Exposition.Type.GAUGE,
            "When the daemon began, Unix time.")
        .thousandths(started.toEpochMilli());
    out.family("bakelite_databases", Exposition.Type.GAUGE, "How many databases the daemon keeps.")
        .sample(all.size());
  }

  private void states() {
    out.family(
        "bakelite_database_info",
        Exposition.Type.GAUGE,
        "Always 1; where a database and its replica are.");
    documents(document ->
        out.sample(
            1,
            DATABASE,
            document.name(),
            "path",
            document.path(),
            DESTINATION,
            document.destination()));
    out.family(
        "bakelite_database_state",
        Exposition.Type.GAUGE,
        "1 for the state in which a database is, else 0.");
    documents(document -> {
      for (var state : DatabaseState.values()) {
        out.sample(
            state == document.state() ? 1 : 0, DATABASE, document.name(), "state", state.words());
      }
    });
    out.family(
        "bakelite_database_stuck",
        Exposition.Type.GAUGE,
        "1 where a database is not protected and will not be by itself, or not before something else changes.");
    documents(
        document -> out.sample(document.state().isStuck() ? 1 : 0, DATABASE, document.name()));
  }

  private void progress() {
    out.family(
        "bakelite_lag_seconds",
        Exposition.Type.GAUGE,
        "Age of the oldest commit that is not in the replica.");
    figures((name, figures) -> out.thousandths(figures.lag(now).toMillis(), DATABASE, name));
    out.family(
        "bakelite_source_ahead_seconds",
        Exposition.Type.GAUGE,
        "For how long the wal-index of the database has shown a commit that is not in the replica.");
    figures((name, figures) -> out.thousandths(figures.ahead(now).toMillis(), DATABASE, name));
    out.family(
        "bakelite_captured_index",
        Exposition.Type.GAUGE,
        "Index of the newest commit that was captured.");
    figures((name, figures) -> out.sample(figures.capturedIndex(), DATABASE, name));
    moment("bakelite_captured_timestamp_seconds", "Time of that commit.", Figures::capturedAt);
    out.family(
        "bakelite_durable_index",
        Exposition.Type.GAUGE,
        "Index of the newest commit in the replica.");
    figures((name, figures) -> out.sample(figures.durableIndex(), DATABASE, name));
    moment("bakelite_durable_timestamp_seconds", "Time of that commit.", Figures::durableAt);
  }

  private void moment(String name, String help, Function<Figures, Optional<Instant>> of) {
    out.family(name, Exposition.Type.GAUGE, help);
    figures((database, figures) ->
        of.apply(figures).ifPresent(at -> out.thousandths(at.toEpochMilli(), DATABASE, database)));
  }

  private void sizes() {
    out.family("bakelite_wal_bytes", Exposition.Type.GAUGE, "Size of the application's WAL.");
    figures((name, figures) -> ifPresent(figures.walBytes(), DATABASE, name));
    out.family(
        "bakelite_spool_bytes",
        Exposition.Type.GAUGE,
        "What waits on the local disk for the store.");
    figures((name, figures) -> out.sample(figures.spoolBytes(), DATABASE, name));
  }

  private void ifPresent(OptionalLong value, String... labels) {
    if (value.isPresent()) {
      out.sample(value.getAsLong(), labels);
    }
  }

  private void traffic() {
    out.family(
        "bakelite_puts_total", Exposition.Type.COUNTER, "Objects that are in the store, by kind.");
    counts(seen -> seen.observation().traffic().puts());
    out.family(
        "bakelite_put_bytes_total", Exposition.Type.COUNTER, "Bytes of these objects, by kind.");
    counts(seen -> seen.observation().traffic().bytes());
    out.family(
        "bakelite_errors_total", Exposition.Type.COUNTER, "Attempts that did not work, by kind.");
    counts(seen -> seen.observation().traffic().errors());
    out.family(
        "bakelite_store_requests_total",
        Exposition.Type.COUNTER,
        "Requests since the store was opened, by kind; none where they cost nothing.");
    counts(seen ->
        new TreeMap<>(
            seen.observation().document().figures().map(Figures::requests).orElse(Map.of())));
  }

  private void counts(Function<Seen, SortedMap<String, Long>> of) {
    for (var seen : all) {
      var document = seen.observation().document();
      of.apply(seen)
          .forEach((kind, count) ->
              out.sample(
                  count,
                  DATABASE,
                  document.name(),
                  DESTINATION,
                  document.destination(),
                  "kind",
                  kind));
    }
  }

  private void proofs() {
    out.family(
        "bakelite_last_snapshot_index", Exposition.Type.GAUGE, "Index of the last full copy.");
    snapshots(last -> last.index() * 1000);
    out.family(
        "bakelite_last_snapshot_timestamp_seconds",
        Exposition.Type.GAUGE,
        "Time of the last full copy.");
    snapshots(last -> last.at().toEpochMilli());
    out.family(
        "bakelite_last_verify_timestamp_seconds",
        Exposition.Type.GAUGE,
        "When `verify` looked last.");
    verdicts(said -> said.at().toEpochMilli());
    out.family(
        "bakelite_last_verify_success",
        Exposition.Type.GAUGE,
        "1 where it proved the replica, else 0.");
    verdicts(said -> said.ok() ? 1000 : 0);
    out.family(
        "bakelite_last_verify_deep",
        Exposition.Type.GAUGE,
        "1 where it restored the replica for that, else 0.");
    verdicts(said -> said.deep() ? 1000 : 0);
    out.family(
        "bakelite_last_verify_index",
        Exposition.Type.GAUGE,
        "Index of the newest commit that it looked at.");
    verdicts(said -> said.index() * 1000);
  }

  private void snapshots(ToLongFunction<StatusDocument.Snapshot> thousandths) {
    documents(document ->
        document
            .snapshot()
            .ifPresent(
                last -> out.thousandths(thousandths.applyAsLong(last), DATABASE, document.name())));
  }

  private void verdicts(ToLongFunction<Verdict> thousandths) {
    for (var seen : all) {
      seen.verdict()
          .ifPresent(said ->
              out.thousandths(
                  thousandths.applyAsLong(said),
                  DATABASE,
                  seen.observation().document().name(),
                  DESTINATION,
                  said.destination()));
    }
  }

  private interface EachDocument {
    void of(StatusDocument document);
  }

  private void documents(EachDocument each) {
    all.forEach(seen -> each.of(seen.observation().document()));
  }

  private interface EachFigures {
    void of(String database, Figures figures);
  }

  private void figures(EachFigures each) {
    documents(
        document -> document.figures().ifPresent(figures -> each.of(document.name(), figures)));
  }
}
