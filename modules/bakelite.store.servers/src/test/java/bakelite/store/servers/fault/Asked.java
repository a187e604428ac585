package bakelite.store.servers.fault;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The head of one request.
///
/// @param path decoded, `/bucket` or `/bucket/key`
/// @param query decoded; a parameter without a value has an empty one
/// @param headers by their names in lower case
record Asked(String method, String path, Map<String, String> query, Map<String, String> headers) {
  private static final int MAX_HEAD_BYTES = 64 << 10;

  /// Reads the next one of a connection, without its body; empty at the connection's end.
  static Optional<Asked> read(InputStream in) throws IOException {
    var lines = head(in).split("\r\n", -1);
    if (lines[0].isEmpty()) {
      return Optional.empty();
    }
    var words = lines[0].split(" ", -1);
    var target = words[1].split("\\?", 2);
    var headers = new HashMap<String, String>();
    for (var i = 1; i < lines.length; i++) {
      var colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.put(
            lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
            lines[i].substring(colon + 1).strip());
      }
    }
    return Optional.of(
        new Asked(
            words[0],
            decoded(target[0]),
            target.length == 1 ? Map.of() : parameters(target[1]),
            headers));
  }

  private static String head(InputStream in) throws IOException {
    var text = new StringBuilder();
    while (text.length() < 4 || !text.substring(text.length() - 4).equals("\r\n\r\n")) {
      int next = in.read();
      if (next < 0 && text.isEmpty()) {
        return "";
      }
      if (next < 0 || text.length() > MAX_HEAD_BYTES) {
        throw new EOFException("a head of " + text.length() + " bytes that does not end");
      }
      text.append((char) next);
    }
    return text.toString();
  }

  private static Map<String, String> parameters(String text) {
    var parameters = new HashMap<String, String>();
    for (var pair : text.split("&", -1)) {
      var parts = pair.split("=", 2);
      parameters.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /// How long its body is.
  int length() {
    return Integer.parseInt(headers.getOrDefault("content-length", "0"));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /// The key in its bucket; empty when the bucket itself is meant.
  String key() {
    var slash = path.indexOf('/', 1);
    return slash < 0 ? "" : path.substring(slash + 1);
  }

  /// Whether it changes what is stored.
  boolean writes() {
    return !method.equals("GET") && !method.equals("HEAD");
  }

  boolean isRange() {
    return method.equals("GET") && headers.containsKey("range");
  }

  /// Whether it reads the content of an object.
  boolean readsObject() {
    return method.equals("GET") && !key().isEmpty();
  }
}
