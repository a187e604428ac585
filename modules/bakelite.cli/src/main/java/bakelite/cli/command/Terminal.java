package bakelite.cli.command;

import bakelite.replica.ReplicaException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;

/// What a command says: results on standard output, all else on standard error, in the form that
/// was asked for.
public final class Terminal {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .configure(StreamWriteFeature.AUTO_CLOSE_TARGET, false)
          // What breaks off must not look whole.
          .configure(StreamWriteFeature.AUTO_CLOSE_CONTENT, false)
          .build();

  private final Streams streams;
  private final GlobalOptions options;

  public Terminal(Streams streams, GlobalOptions options) {
    this.streams = streams;
    this.options = options;
  }

  /// The result. Under `--json` the one document, else the text.
  ///
  /// @throws ReplicaException when the report is read from a replica meanwhile; what was written
  ///   until then is no whole document
  public void show(Report report) throws ReplicaException, IOException {
    if (options.json()) {
      document(streams.out(), report::json);
    } else {
      report.text(streams.out()::println);
    }
  }

  /// One line of a story that is told while it happens. Nothing under `--json`.
  public void tell(String line) {
    if (!options.json()) {
      streams.out().println(line);
    }
  }

  /// Good to know, such as what was chosen. Nothing under `--quiet` and `--json`.
  public void note(String line) {
    if (!options.json() && !options.quiet()) {
      streams.err().println(line);
    }
  }

  /// A line of the log of a command that runs until it is stopped. The log is on standard error,
  /// under `--json` too: there is no document that it could spoil.
  public void log(String line) {
    streams.err().println(line);
  }

  /// Something is not as it should be, and the command goes on. Under `--json` nothing: a report
  /// carries its warnings itself.
  public void warn(String line) {
    if (!options.json()) {
      streams.err().println("warning: " + line);
    }
  }

  /// Shows how far something long has come. Nothing under `--quiet` and `--json`.
  ///
  /// @param what is going on, such as `restoring`
  public Progress progress(String what, InstantSource clock) {
    return new Progress(progressStyle(), what, streams.err(), clock);
  }

  private Progress.Style progressStyle() {
    if (options.json() || options.quiet()) {
      return Progress.Style.SILENT;
    }
    return switch (options.progress()) {
      case NEVER -> Progress.Style.SILENT;
      case ALWAYS -> Progress.Style.MOVING;
      case AUTO -> streams.errIsTerminal() ? Progress.Style.MOVING : Progress.Style.PLAIN;
    };
  }

  /// The two lines of an error, or its document.
  public void fail(CommandException failure) {
    if (options.json()) {
      document(failure);
    } else {
      streams.err().println("bakelite: " + failure.getMessage());
      streams.err().println("hint: " + failure.hint());
      if (isOurDefect(failure)) {
        streams.err().print(trace(failure));
      }
    }
    streams.err().flush();
  }

  private static void failureAsJson(JsonGenerator json, CommandException failure)
      throws IOException {
    json.writeObjectFieldStart("error");
    json.writeNumberField("code", failure.code().status());
    json.writeStringField("name", failure.code().words());
    json.writeStringField("message", failure.getMessage());
    json.writeStringField("hint", failure.hint());
    if (isOurDefect(failure)) {
      json.writeStringField("trace", trace(failure));
    }
    json.writeEndObject();
  }

  private static boolean isOurDefect(CommandException failure) {
    return failure.code() == ExitCode.INTERNAL_ERROR && failure.getCause() != null;
  }

  private static String trace(CommandException failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }

  private void document(CommandException failure) {
    try {
      document(streams.err(), json -> failureAsJson(json, failure));
    } catch (IOException | ReplicaException impossible) {
      // A PrintStream keeps its I/O errors to itself; `Cli` asks it at the end.
      throw new IllegalStateException(impossible);
    }
  }

  private static void document(PrintStream to, Members members)
      throws ReplicaException, IOException {
    try (var json = JSON.createGenerator(to)) {
      json.writeStartObject();
      members.writeTo(json);
      json.writeEndObject();
    }
    to.println();
  }

  private interface Members {
    void writeTo(JsonGenerator json) throws ReplicaException, IOException;
  }
}
