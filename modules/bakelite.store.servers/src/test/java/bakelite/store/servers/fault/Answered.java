package bakelite.store.servers.fault;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/// One answer before it is sent.
///
/// @param status such as `404 Not Found`
/// @param headers without `Content-Length`, unless it is to lie
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Answered(String status, Map<String, String> headers, byte[] body) {
  static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

  static Answered ok(byte[] body, String... headers) {
    return of("200 OK", body, headers);
  }

  static Answered xml(String text) {
    return ok(
        ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text).getBytes(StandardCharsets.UTF_8));
  }

  static Answered error(String status, String code) {
    var text =
        "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>told to</Message></Error>";
    return of(status, text.getBytes(StandardCharsets.UTF_8), "Content-Type", "application/xml");
  }

  static Answered of(String status, byte[] body, String... headers) {
    var all = new LinkedHashMap<String, String>();
    for (var i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return new Answered(status, all, body);
  }

  Answered with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answered(status, more, body);
  }

  Answered with(byte[] other) {
    return new Answered(status, headers, other);
  }

  static String date(Instant when) {
    return HTTP_DATE.format(when.atOffset(ZoneOffset.UTC));
  }

  /// As it goes over the wire.
  ///
  /// @param bodiless an answer to HEAD tells the length of a body that does not come
  byte[] bytes(boolean bodiless) {
    var head = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
    var all = new LinkedHashMap<>(headers);
    all.putIfAbsent("Date", date(Instant.now()));
    all.putIfAbsent("Content-Length", Integer.toString(body.length));
    all.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    var out = new ByteArrayOutputStream();
    out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    if (!bodiless) {
      out.writeBytes(body);
    }
    return out.toByteArray();
  }
}
