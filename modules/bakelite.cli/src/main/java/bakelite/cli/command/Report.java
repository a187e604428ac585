package bakelite.cli.command;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/// The result of a command, in the two forms that it can be asked for in.
public interface Report {
  /// For a person: plain sentences, sizes in binary units, times in UTC.
  void text(TextOutput out);

  /// For a program: the members of the one JSON object on standard output; the caller opens and
  /// closes it. Times RFC 3339 in UTC, sizes in bytes, durations in seconds; keys only get added.
  void json(JsonGenerator json) throws IOException;

  /// Where the lines for a person go.
  @FunctionalInterface
  interface TextOutput {
    void line(String text);
  }
}
