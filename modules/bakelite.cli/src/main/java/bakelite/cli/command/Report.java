package bakelite.cli.command;

import bakelite.replica.ReplicaException;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/// The result of a command, in the two forms that it can be asked for in.
public interface Report {
  /// For a person: plain sentences, sizes in binary units, times in UTC.
  ///
  /// @throws ReplicaException when it is read from a replica while it is written
  void text(TextOutput out) throws ReplicaException, IOException;

  /// For a program: the members of the one JSON object on standard output; the caller opens and
  /// closes it. Times RFC 3339 in UTC, sizes in bytes, durations in seconds; keys only get added.
  ///
  /// @throws ReplicaException when it is read from a replica while it is written
  void json(JsonGenerator json) throws ReplicaException, IOException;

  /// Where the lines for a person go.
  @FunctionalInterface
  interface TextOutput {
    void line(String text);
  }
}
