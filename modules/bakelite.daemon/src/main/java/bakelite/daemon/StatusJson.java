package bakelite.daemon;

import bakelite.daemon.StatusDocument.Figures;
import bakelite.daemon.StatusDocument.Snapshot;
import bakelite.store.Fence;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// The bytes of a status document: one flat JSON object. What a later version adds is passed over.
final class StatusJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String REQUESTS = "requests_";

  private StatusJson() {}

  static String write(StatusDocument document) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("name", document.name());
      json.writeStringField("path", document.path());
      json.writeStringField("destination", document.destination());
      json.writeStringField("state", document.state().words());
      if (document.problem().isPresent()) {
        json.writeStringField("problem", document.problem().get());
      }
      if (document.figures().isPresent()) {
        write(json, document.figures().get());
      }
      if (document.fence().isPresent()) {
        json.writeStringField("fence", Fences.word(document.fence().get()));
      }
      if (document.snapshot().isPresent()) {
        json.writeNumberField("snapshot_index", document.snapshot().get().index());
        json.writeNumberField("snapshot_at", document.snapshot().get().at().toEpochMilli());
      }
      json.writeNumberField("process", document.process().pid());
      json.writeStringField("boot_id", document.process().boot());
      json.writeNumberField("process_start", document.process().start());
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Figures figures) throws IOException {
    json.writeNumberField("captured_index", figures.capturedIndex());
    json.writeNumberField("captured_at", millis(figures.capturedAt()));
    json.writeNumberField("durable_index", figures.durableIndex());
    json.writeNumberField("durable_at", millis(figures.durableAt()));
    json.writeNumberField("waiting_since", millis(figures.waitingSince()));
    json.writeNumberField("ahead_since", millis(figures.aheadSince()));
    if (figures.walBytes().isPresent()) {
      json.writeNumberField("wal_bytes", figures.walBytes().getAsLong());
    }
    json.writeNumberField("spool_bytes", figures.spoolBytes());
    for (var count : new TreeMap<>(figures.requests()).entrySet()) {
      json.writeNumberField(REQUESTS + count.getKey(), count.getValue());
    }
  }

  private static long millis(Optional<Instant> moment) {
    return moment.map(Instant::toEpochMilli).orElse(0L);
  }

  /// Empty where it is none of ours, or not whole.
  static Optional<StatusDocument> read(String text) {
    var fields = fields(text);
    try {
      var state = DatabaseState.of(fields.getOrDefault("state", ""));
      if (state.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new StatusDocument(
              fields.getOrDefault("name", ""),
              fields.getOrDefault("path", ""),
              fields.getOrDefault("destination", ""),
              state.get(),
              Optional.ofNullable(fields.get("problem")),
              fields.containsKey("captured_index")
                  ? Optional.of(figures(fields))
                  : Optional.empty(),
              fence(fields),
              fields.containsKey("snapshot_index")
                  ? Optional.of(
                      new Snapshot(
                          number(fields, "snapshot_index"),
                          Instant.ofEpochMilli(number(fields, "snapshot_at"))))
                  : Optional.empty(),
              new ProcessMark(
                  number(fields, "process"),
                  fields.getOrDefault("boot_id", ""),
                  number(fields, "process_start"))));
    } catch (NumberFormatException damaged) {
      return Optional.empty();
    }
  }

  private static Optional<Fence> fence(Map<String, String> fields) {
    return Arrays.stream(Fence.values())
        .filter(fence -> Fences.word(fence).equals(fields.get("fence")))
        .findFirst();
  }

  private static Figures figures(Map<String, String> fields) {
    return new Figures(
        number(fields, "captured_index"),
        Figures.moment(number(fields, "captured_at")),
        number(fields, "durable_index"),
        Figures.moment(number(fields, "durable_at")),
        Figures.moment(number(fields, "waiting_since")),
        Figures.moment(number(fields, "ahead_since")),
        fields.containsKey("wal_bytes")
            ? OptionalLong.of(number(fields, "wal_bytes"))
            : OptionalLong.empty(),
        number(fields, "spool_bytes"),
        requests(fields));
  }

  private static Map<String, Long> requests(Map<String, String> fields) {
    var requests = new HashMap<String, Long>();
    for (var name : fields.keySet()) {
      if (name.startsWith(REQUESTS)) {
        requests.put(name.substring(REQUESTS.length()), number(fields, name));
      }
    }
    return requests;
  }

  static long number(Map<String, String> fields, String name) {
    return Long.parseLong(fields.getOrDefault(name, "0"));
  }

  /// The members of a flat object; none where it is not whole.
  static Map<String, String> fields(String text) {
    var fields = new HashMap<String, String>();
    try (var json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Map.of();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        var name = json.currentName();
        if (json.nextToken().isScalarValue()) {
          fields.put(name, json.getText());
        } else {
          json.skipChildren();
        }
      }
      return json.currentToken() == JsonToken.END_OBJECT ? fields : Map.of();
    } catch (IOException notWhole) {
      return Map.of();
    }
  }
}
