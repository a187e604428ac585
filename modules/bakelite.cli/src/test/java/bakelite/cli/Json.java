package bakelite.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads the one document that a stream is meant to carry.
final class Json {
  private Json() {}

  /// The document; anything before or behind it is an error.
  @SuppressWarnings("unchecked")
  static Map<String, Object> document(String text) {
    try (var parser = new JsonFactory().createParser(text)) {
      parser.nextToken();
      var document = (Map<String, Object>) Objects.requireNonNull(value(parser));
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("more than one document: " + text);
      }
      return document;
    } catch (IOException notJson) {
      throw new UncheckedIOException(text, notJson);
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        var members = new LinkedHashMap<String, Object>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          var name = parser.currentName();
          parser.nextToken();
          if (members.put(name, value(parser)) != null) {
            throw new IOException("twice: " + name);
          }
        }
        yield members;
      }
      case START_ARRAY -> {
        var elements = new ArrayList<Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(parser));
        }
        yield elements;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_NULL -> "null";
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      default -> throw new IOException("no value: " + parser.currentToken());
    };
  }

  /// What a value is made of, as documents write it: `{"a","b":[{"c"}]}`. Of an array its first
  /// element; a name alone is a plain value.
  static String shape(Object value) {
    return switch (value) {
      case Map<?, ?> members -> {
        var parts = new ArrayList<String>();
        members.forEach((name, member) -> {
          var inner = shape(member);
          parts.add("\"" + name + "\"" + (inner.isEmpty() ? "" : ":" + inner));
        });
        yield "{" + String.join(",", parts) + "}";
      }
      case List<?> elements -> "[" + (elements.isEmpty() ? "" : shape(elements.getFirst())) + "]";
      default -> "";
    };
  }
}
