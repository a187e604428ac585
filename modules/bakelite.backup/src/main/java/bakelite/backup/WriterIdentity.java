package bakelite.backup;

import bakelite.format.Id128;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The process that writes to a replica, as a claim names it.
///
/// @param host name of the machine
/// @param machineId what tells two machines of one name apart; empty where there is nothing
/// @param bootId drawn by the kernel at each boot; empty where there is nothing
/// @param process id of the process
/// @param processStart when it started, milliseconds since 1970 UTC
public record WriterIdentity(
    String host, String machineId, String bootId, long process, long processStart) {

  /// The note of an object: who wrote it, and why.
  ///
  /// @param life drawn at this start of the writer
  /// @param more further fields
  String note(Id128 life, Map<String, String> more) {
    var text = new StringWriter();
    try (var json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("host", host);
      json.writeStringField("machine_id", machineId);
      json.writeStringField("boot_id", bootId);
      json.writeNumberField("process", process);
      json.writeNumberField("process_start", processStart);
      json.writeStringField("session", life.toString());
      for (var field : new java.util.TreeMap<>(more).entrySet()) {
        json.writeStringField(field.getKey(), field.getValue());
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /// The writer of a note; empty where the note does not say.
  static Optional<WriterIdentity> of(String note) {
    var fields = fields(note);
    try {
      return fields.containsKey("host")
          ? Optional.of(
              new WriterIdentity(
                  fields.get("host"),
                  fields.getOrDefault("machine_id", ""),
                  fields.getOrDefault("boot_id", ""),
                  Long.parseLong(fields.getOrDefault("process", "")),
                  Long.parseLong(fields.getOrDefault("process_start", ""))))
          : Optional.empty();
    } catch (NumberFormatException notNumbers) {
      return Optional.empty();
    }
  }

  /// The fields of a note; empty where it is no JSON object of plain fields.
  static Map<String, String> fields(String note) {
    var fields = new HashMap<String, String>();
    try (var json = new JsonFactory().createParser(note)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Map.of();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        var name = json.currentName();
        if (!json.nextToken().isScalarValue()) {
          return Map.of();
        }
        fields.put(name, json.getText());
      }
    } catch (IOException notJson) {
      return Map.of();
    }
    return fields;
  }

  /// How a person would call the writer of a note.
  static String describe(String note) {
    var fields = fields(note);
    return fields.containsKey("host")
        ? String.format(Locale.ROOT, "process %s on %s", fields.get("process"), fields.get("host"))
        : "a writer that left no name";
  }
}
