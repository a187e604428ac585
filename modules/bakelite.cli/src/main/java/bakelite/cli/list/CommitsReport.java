package bakelite.cli.list;

import bakelite.cli.command.Report;
import bakelite.cli.text.Amounts;
import bakelite.cli.text.Columns;
import bakelite.cli.text.Columns.Side;
import bakelite.cli.text.Moments;
import bakelite.replica.ReplicaException;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;

/// Each commit that can be restored, oldest first.
record CommitsReport(CommitsInSpan list) implements Report {
  @Override
  public void text(TextOutput out) throws ReplicaException, IOException {
    var table = new Columns(out::line, Side.RIGHT, Side.LEFT, Side.RIGHT, Side.RIGHT, Side.RIGHT);
    var isEmpty = new boolean[] {true};
    list.each(commit -> {
      if (isEmpty[0]) {
        table.row("index", "time", "pages", "changed", "database");
        isEmpty[0] = false;
      }
      var record = commit.record();
      table.row(
          Long.toString(record.index()),
          Moments.utc(Instant.ofEpochMilli(record.timeMillis())),
          Amounts.number(commit.pagesChanged()),
          Amounts.bytes(commit.bytes()),
          Amounts.bytes(record.pages() * record.pageSize()));
    });
    table.flush();
    if (isEmpty[0]) {
      out.line(list.nothing());
    }
    new Forks(list.all().fork()).text(out);
  }

  @Override
  public void json(JsonGenerator json) throws ReplicaException, IOException {
    json.writeArrayFieldStart("commits");
    list.each(commit -> {
      var record = commit.record();
      json.writeStartObject();
      json.writeNumberField("index", record.index());
      json.writeStringField("at", Moments.rfc3339(Instant.ofEpochMilli(record.timeMillis())));
      json.writeNumberField("pages", commit.pagesChanged());
      json.writeNumberField("bytes", commit.bytes());
      json.writeNumberField("database_pages", record.pages());
      json.writeEndObject();
    });
    json.writeEndArray();
    new Forks(list.all().fork()).json(json);
  }
}
