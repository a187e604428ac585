package bakelite.cli.list;

import bakelite.cli.command.Report;
import bakelite.cli.text.Amounts;
import bakelite.cli.text.Columns;
import bakelite.cli.text.Columns.Side;
import bakelite.cli.text.Moments;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;

/// Each commit that can be restored, oldest first.
record CommitsReport(CommitsInSpan list) implements Report {
  @Override
  public void text(TextOutput out) {
    if (list.chosen().isEmpty()) {
      out.line(list.nothing());
      return;
    }
    var table = new Columns(out::line, Side.RIGHT, Side.LEFT, Side.RIGHT, Side.RIGHT, Side.RIGHT);
    table.row("index", "time", "pages", "changed", "database");
    for (var commit : list.chosen()) {
      var record = commit.record();
      table.row(
          Long.toString(record.index()),
          Moments.utc(Instant.ofEpochMilli(record.timeMillis())),
          Amounts.number(commit.pagesChanged()),
          Amounts.bytes(commit.bytes()),
          Amounts.bytes(record.pages() * record.pageSize()));
    }
    table.flush();
  }

  @Override
  public void json(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("commits");
    for (var commit : list.chosen()) {
      var record = commit.record();
      json.writeStartObject();
      json.writeNumberField("index", record.index());
      json.writeStringField("at", Moments.rfc3339(Instant.ofEpochMilli(record.timeMillis())));
      json.writeNumberField("pages", commit.pagesChanged());
      json.writeNumberField("bytes", commit.bytes());
      json.writeNumberField("database_pages", record.pages());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
