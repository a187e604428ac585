package bakelite.cli.status;

import bakelite.cli.command.Report;
import bakelite.cli.text.Amounts;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/// What `check` found: one line for each problem, or one that says that there is none.
///
/// @param checked how many databases were looked at
record CheckReport(int checked, List<Doubt> doubts) implements Report {
  CheckReport {
    doubts = List.copyOf(doubts);
  }

  @Override
  public void text(TextOutput out) {
    if (doubts.isEmpty()) {
      out.line("ok: " + Amounts.count(checked, "database is", "databases are") + " protected");
    }
    for (var doubt : doubts) {
      out.line(
          doubt.database().map(name -> name + ": ").orElse("")
              + doubt.problem()
              + " (hint: "
              + doubt.hint()
              + ")");
    }
  }

  @Override
  public void json(JsonGenerator json) throws IOException {
    json.writeBooleanField("ok", doubts.isEmpty());
    json.writeNumberField("checked", checked);
    json.writeArrayFieldStart("problems");
    for (var doubt : doubts) {
      json.writeStartObject();
      if (doubt.database().isPresent()) {
        json.writeStringField("database", doubt.database().get());
      } else {
        json.writeNullField("database");
      }
      json.writeStringField("problem", doubt.problem());
      json.writeStringField("hint", doubt.hint());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
