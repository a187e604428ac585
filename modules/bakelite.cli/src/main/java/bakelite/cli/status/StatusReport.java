package bakelite.cli.status;

import bakelite.cli.command.Report;
import bakelite.cli.text.Amounts;
import bakelite.cli.text.Columns;
import bakelite.cli.text.Columns.Side;
import bakelite.cli.text.Moments;
import bakelite.daemon.Fences;
import bakelite.daemon.StatusDocument.Figures;
import bakelite.daemon.Verdict;
import bakelite.store.Fence;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How all of them are: one line a database, the worst first.
record StatusReport(String version, List<DatabaseStatus> databases) implements Report {
  private static final String UNKNOWN = "-";

  StatusReport {
    databases = databases.stream().sorted(DatabaseStatus.WORST_FIRST).toList();
  }

  @Override
  public void text(TextOutput out) {
    if (databases.isEmpty()) {
      out.line("no database is configured that exists now");
      return;
    }
    var table =
        new Columns(
            out::line,
            Side.LEFT,
            Side.LEFT,
            Side.RIGHT,
            Side.RIGHT,
            Side.RIGHT,
            Side.LEFT,
            Side.RIGHT,
            Side.RIGHT,
            Side.LEFT,
            Side.LEFT,
            Side.LEFT);
    table.row(
        "database",
        "state",
        "lag",
        "captured",
        "durable",
        "as of",
        "WAL",
        "waiting",
        "full copy",
        "verified",
        "");
    for (var row : databases) {
      var figures = row.figures();
      table.row(
          row.name(),
          row.state().words(),
          row.lag().map(Amounts::duration).orElse(UNKNOWN),
          figures.map(known -> Amounts.number(known.capturedIndex())).orElse(UNKNOWN),
          figures.map(known -> Amounts.number(known.durableIndex())).orElse(UNKNOWN),
          figures.flatMap(Figures::durableAt).map(Moments::utc).orElse(UNKNOWN),
          walBytes(row).map(Amounts::bytes).orElse(UNKNOWN),
          figures.map(known -> Amounts.bytes(known.spoolBytes())).orElse(UNKNOWN),
          row.snapshot().map(copy -> Moments.utc(copy.at())).orElse(UNKNOWN),
          row.verdict().map(StatusReport::said).orElse(UNKNOWN),
          row.problem().orElse(""));
    }
    table.flush();
    for (var row : databases) {
      row.fence()
          .filter(Fence.WEAK::equals)
          .ifPresent(weak -> out.line(row.name() + ": " + Fences.said(weak)));
    }
  }

  private static String said(Verdict verdict) {
    return Moments.utc(verdict.at()) + (verdict.ok() ? "" : ": NOT whole");
  }

  private static Optional<Long> walBytes(DatabaseStatus row) {
    return row.figures()
        .filter(known -> known.walBytes().isPresent())
        .map(known -> known.walBytes().getAsLong());
  }

  @Override
  public void json(JsonGenerator json) throws IOException {
    json.writeStringField("version", version);
    json.writeArrayFieldStart("databases");
    for (var row : databases) {
      json.writeStartObject();
      database(json, row);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void database(JsonGenerator json, DatabaseStatus row) throws IOException {
    var figures = row.figures();
    json.writeStringField("name", row.name());
    json.writeStringField("path", row.path());
    json.writeStringField("state", row.state().words());
    if (row.lag().isPresent()) {
      json.writeNumberField("lag_seconds", Amounts.seconds(row.lag().get()));
    } else {
      json.writeNullField("lag_seconds");
    }
    number(json, "captured_index", figures.map(Figures::capturedIndex));
    number(json, "durable_index", figures.map(Figures::durableIndex));
    text(json, "captured_at", figures.flatMap(Figures::capturedAt).map(StatusReport::at));
    text(json, "durable_at", figures.flatMap(Figures::durableAt).map(StatusReport::at));
    number(json, "wal_bytes", walBytes(row));
    number(json, "spool_bytes", figures.map(Figures::spoolBytes));
    json.writeArrayFieldStart("destinations");
    json.writeStartObject();
    json.writeStringField("name", row.destination());
    json.writeStringField("state", row.state().words());
    number(json, "durable_index", figures.map(Figures::durableIndex));
    text(json, "last_error", row.problem());
    text(json, "fence", row.fence().map(Fences::word));
    requests(json, figures.map(Figures::requests).orElse(Map.of()));
    json.writeEndObject();
    json.writeEndArray();
    if (row.snapshot().isPresent()) {
      json.writeObjectFieldStart("last_snapshot");
      json.writeNumberField("index", row.snapshot().get().index());
      json.writeStringField("at", at(row.snapshot().get().at()));
      json.writeEndObject();
    } else {
      json.writeNullField("last_snapshot");
    }
    if (row.verdict().isPresent()) {
      var verdict = row.verdict().get();
      json.writeObjectFieldStart("last_verify");
      json.writeStringField("at", at(verdict.at()));
      json.writeBooleanField("deep", verdict.deep());
      json.writeBooleanField("ok", verdict.ok());
      json.writeNumberField("index", verdict.index());
      json.writeEndObject();
    } else {
      json.writeNullField("last_verify");
    }
  }

  private static void requests(JsonGenerator json, Map<String, Long> requests) throws IOException {
    if (requests.isEmpty()) {
      json.writeNullField("requests");
      return;
    }
    json.writeObjectFieldStart("requests");
    for (var count : new TreeMap<>(requests).entrySet()) {
      json.writeNumberField(count.getKey(), count.getValue());
    }
    json.writeEndObject();
  }

  private static void number(JsonGenerator json, String name, Optional<Long> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, value.get());
    } else {
      json.writeNullField(name);
    }
  }

  private static void text(JsonGenerator json, String name, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(name, value.get());
    } else {
      json.writeNullField(name);
    }
  }

  private static String at(Instant moment) {
    return Moments.rfc3339(moment);
  }
}
