package bakelite.cli.doctor;

import bakelite.cli.command.Report;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// What the doctor found, in the order in which it looked.
record DoctorReport(List<Checked> lines) implements Report {
  boolean isOk() {
    return lines.stream().noneMatch(Checked::hasFailed);
  }

  @Override
  public void text(TextOutput out) {
    for (var line : lines) {
      out.line(
          String.format(
              Locale.ROOT,
              "%-8s %s%s: %s",
              line.status().word(),
              line.database().map(name -> name + ": ").orElse(""),
              line.check(),
              line.message()));
      line.hint().ifPresent(hint -> out.line("         hint: " + hint));
    }
  }

  @Override
  public void json(JsonGenerator json) throws IOException {
    json.writeBooleanField("ok", isOk());
    json.writeArrayFieldStart("checks");
    for (var line : lines) {
      json.writeStartObject();
      json.writeStringField("database", line.database().orElse(null));
      json.writeStringField("check", line.check());
      json.writeStringField("status", line.status().word());
      json.writeStringField("message", line.message());
      json.writeStringField("hint", line.hint().orElse(null));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
