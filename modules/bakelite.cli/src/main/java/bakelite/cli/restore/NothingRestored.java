package bakelite.cli.restore;

import bakelite.cli.command.Report;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;

/// That there was nothing to do, and that this is fine.
///
/// @param reason a word for programs
/// @param why the same for a person
record NothingRestored(Path output, String reason, String why) implements Report {
  static NothingRestored outputExists(Path output) {
    return new NothingRestored(output, "output exists", output + " is there already");
  }

  static NothingRestored noReplica(Path output, String why) {
    return new NothingRestored(output, "no replica", why);
  }

  @Override
  public void text(TextOutput out) {
    out.line("nothing restored: " + why);
  }

  @Override
  public void json(JsonGenerator json) throws IOException {
    json.writeStringField("output", output.toString());
    json.writeBooleanField("restored", false);
    json.writeStringField("reason", reason);
  }
}
