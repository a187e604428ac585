package bakelite.cli.list;

import bakelite.cli.command.Report;
import bakelite.cli.text.Amounts;
import bakelite.cli.text.Moments;
import bakelite.format.CommitRecord;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/// What a replica is, and the span of time that it can give back. Every commit is kept so far, so
/// there is one window of grain 0, from the first full copy to the newest commit.
///
/// @param list the commits that were asked for
/// @param extent what there is of them
record OverviewReport(String name, CommitsInSpan list, Extent extent) implements Report {
  @Override
  public void text(TextOutput out) {
    out.line(name + ": replica " + list.all().replica() + ", format " + list.all().format());
    if (extent.count() == 0) {
      out.line("  " + list.nothing());
      forks().text(out);
      return;
    }
    out.line("  every commit can be restored, " + Amounts.number(extent.count()) + " in all");
    out.line("  from " + described(first()));
    out.line("  to   " + described(last()) + ", " + Amounts.duration(span()) + " later");
    forks().text(out);
  }

  @Override
  public void json(JsonGenerator json) throws IOException {
    json.writeStringField("name", name);
    json.writeStringField("replica_id", list.all().replica().toString());
    json.writeNumberField("format", list.all().format());
    json.writeArrayFieldStart("restore_points");
    if (extent.hasFullCopy()) {
      json.writeStartObject();
      json.writeNumberField("index", first().index());
      json.writeStringField("at", at(first()));
      json.writeStringField("kind", "snapshot");
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("windows");
    if (extent.count() > 0) {
      json.writeStartObject();
      json.writeNumberField("from_index", first().index());
      json.writeNumberField("to_index", last().index());
      json.writeStringField("from", at(first()));
      json.writeStringField("to", at(last()));
      json.writeNumberField("grain_seconds", 0);
      json.writeEndObject();
    }
    json.writeEndArray();
    forks().json(json);
  }

  private Forks forks() {
    return new Forks(list.all().fork());
  }

  private CommitRecord first() {
    return extent.first().orElseThrow();
  }

  private CommitRecord last() {
    return extent.last().orElseThrow();
  }

  private Duration span() {
    return Duration.ofMillis(last().timeMillis() - first().timeMillis());
  }

  private static String described(CommitRecord commit) {
    return "commit "
        + Amounts.number(commit.index())
        + " of "
        + Moments.utc(Instant.ofEpochMilli(commit.timeMillis()));
  }

  private static String at(CommitRecord commit) {
    return Moments.rfc3339(Instant.ofEpochMilli(commit.timeMillis()));
  }
}
