package bakelite.cli.list;

import bakelite.cli.command.Report.TextOutput;
import bakelite.cli.text.Amounts;
import bakelite.cli.text.Moments;
import bakelite.replica.plan.Branch;
import bakelite.replica.plan.Fork;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;

/// Says where the histories of a replica part.
record Forks(Optional<Fork> fork) {
  void text(TextOutput out) {
    if (fork.isEmpty()) {
      return;
    }
    out.line(
        "  FORKS after commit "
            + Amounts.number(fork.get().after())
            + ": two writers went on, in a store that does not keep them apart. Choose with --branch:");
    for (var branch : fork.get().branches()) {
      out.line("    " + branch.life() + "  " + described(branch));
    }
  }

  private static String described(Branch branch) {
    return branch.writer()
        + ", commits "
        + Amounts.number(branch.first())
        + " to "
        + Amounts.number(branch.last())
        + " of "
        + Moments.utc(branch.lastAt());
  }

  void json(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("forks");
    if (fork.isPresent()) {
      json.writeStartObject();
      json.writeNumberField("after_index", fork.get().after());
      json.writeArrayFieldStart("branches");
      for (var branch : fork.get().branches()) {
        json.writeStartObject();
        json.writeStringField("life", branch.life().toString());
        json.writeStringField("writer", branch.writer());
        json.writeNumberField("first_index", branch.first());
        json.writeNumberField("last_index", branch.last());
        json.writeStringField("last_at", Moments.rfc3339(branch.lastAt()));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
