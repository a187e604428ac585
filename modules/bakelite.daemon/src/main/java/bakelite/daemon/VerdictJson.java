package bakelite.daemon;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;

/// The bytes of a verdict: one flat JSON object, like a status document.
final class VerdictJson {
  private static final JsonFactory JSON = new JsonFactory();

  private VerdictJson() {}

  static String write(Verdict verdict) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("path", verdict.path());
      json.writeStringField("destination", verdict.destination());
      json.writeNumberField("at", verdict.at().toEpochMilli());
      json.writeBooleanField("deep", verdict.deep());
      json.writeBooleanField("ok", verdict.ok());
      json.writeNumberField("index", verdict.index());
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /// Empty where it is none of ours, or not whole.
  static Optional<Verdict> read(String text) {
    var fields = StatusJson.fields(text);
    if (!fields.containsKey("at") || !fields.containsKey("ok")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Verdict(
              fields.getOrDefault("path", ""),
              fields.getOrDefault("destination", ""),
              Instant.ofEpochMilli(StatusJson.number(fields, "at")),
              Boolean.parseBoolean(fields.get("deep")),
              Boolean.parseBoolean(fields.get("ok")),
              StatusJson.number(fields, "index")));
    } catch (NumberFormatException damaged) {
      return Optional.empty();
    }
  }
}
