package bakelite.store.servers.fault;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// One bucket in memory that speaks the part of S3 that a store needs: PUT, GET, HEAD, DELETE,
/// listing, deleting many, uploads in parts. Signatures are not looked at.
final class Bucket {
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]+)-([0-9]+)");
  private static final Pattern KEY = Pattern.compile("<Key>([^<]*)</Key>");

  private final boolean isWeak;
  private final TreeMap<String, Stored> objects = new TreeMap<>();
  private final Map<String, TreeMap<Integer, byte[]>> uploads = new HashMap<>();
  private int lastUpload;

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Stored(byte[] bytes, Instant modified) {
    String tag() {
      return "\"" + Integer.toHexString(java.util.Arrays.hashCode(bytes)) + "\"";
    }
  }

  /// @param isWeak whether it drops `If-None-Match` without a word, as some servers do
  Bucket(boolean isWeak) {
    this.isWeak = isWeak;
  }

  synchronized Answered answer(Asked asked, byte[] body) {
    return switch (asked.method()) {
      case "PUT" -> asked.query().containsKey("uploadId") ? part(asked, body) : put(asked, body);
      case "GET" -> asked.key().isEmpty() ? list(asked) : get(asked);
      case "HEAD" -> get(asked);
      case "DELETE" -> delete(asked);
      case "POST" -> post(asked, body);
      default -> Answered.error("501 Not Implemented", "NotImplemented");
    };
  }

  /// What is stored under a key.
  synchronized Optional<byte[]> content(String key) {
    return Optional.ofNullable(objects.get(key)).map(Stored::bytes);
  }

  private Answered put(Asked asked, byte[] body) {
    return isRefused(asked) ? refusal() : store(asked.key(), body);
  }

  private boolean isRefused(Asked asked) {
    return !isWeak && asked.header("if-none-match").isPresent() && objects.containsKey(asked.key());
  }

  private static Answered refusal() {
    return Answered.error("412 Precondition Failed", "PreconditionFailed");
  }

  private Answered store(String key, byte[] body) {
    var stored = new Stored(body, Instant.now());
    objects.put(key, stored);
    return Answered.ok(new byte[0], "ETag", stored.tag());
  }

  private Answered get(Asked asked) {
    var stored = objects.get(asked.key());
    if (stored == null) {
      return Answered.error("404 Not Found", "NoSuchKey");
    }
    var whole =
        Answered.ok(
            stored.bytes(),
            "ETag",
            stored.tag(),
            "Last-Modified",
            Answered.date(stored.modified()));
    var range = RANGE.matcher(asked.header("range").orElse(""));
    return range.matches()
        ? ranged(whole, Long.parseLong(range.group(1)), Long.parseLong(range.group(2)))
        : whole;
  }

  private static Answered ranged(Answered whole, long first, long last) {
    var size = whole.body().length;
    if (first >= size) {
      return Answered.error("416 Range Not Satisfiable", "InvalidRange");
    }
    var end = (int) Math.min(last, size - 1L);
    var part = java.util.Arrays.copyOfRange(whole.body(), (int) first, end + 1);
    var headers = "bytes " + first + "-" + end + "/" + size;
    return new Answered("206 Partial Content", whole.headers(), part)
        .with("Content-Range", headers);
  }

  private Answered delete(Asked asked) {
    var upload = asked.parameter("uploadId");
    if (upload.isPresent()) {
      uploads.remove(upload.get());
    } else {
      objects.remove(asked.key());
    }
    return Answered.of("204 No Content", new byte[0]);
  }

  private Answered post(Asked asked, byte[] body) {
    if (asked.query().containsKey("delete")) {
      KEY.matcher(new String(body, StandardCharsets.UTF_8))
          .results()
          .forEach(match -> objects.remove(match.group(1)));
      return Answered.xml("<DeleteResult></DeleteResult>");
    }
    return asked.query().containsKey("uploads") ? begin(asked) : complete(asked);
  }

  private Answered begin(Asked asked) {
    var id = "upload-" + ++lastUpload;
    uploads.put(id, new TreeMap<>());
    return Answered.xml(
        "<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>"
            + asked.key()
            + "</Key><UploadId>"
            + id
            + "</UploadId></InitiateMultipartUploadResult>");
  }

  private Answered part(Asked asked, byte[] body) {
    var parts = uploads.get(asked.query().get("uploadId"));
    if (parts == null) {
      return Answered.error("404 Not Found", "NoSuchUpload");
    }
    parts.put(Integer.parseInt(asked.query().get("partNumber")), body);
    return Answered.ok(new byte[0], "ETag", "\"" + java.util.Arrays.hashCode(body) + "\"");
  }

  private Answered complete(Asked asked) {
    if (isRefused(asked)) {
      return refusal();
    }
    var parts = uploads.remove(asked.query().get("uploadId"));
    if (parts == null) {
      return Answered.error("404 Not Found", "NoSuchUpload");
    }
    var whole = new java.io.ByteArrayOutputStream();
    parts.values().forEach(whole::writeBytes);
    store(asked.key(), whole.toByteArray());
    return Answered.xml(
        "<CompleteMultipartUploadResult><Key>"
            + asked.key()
            + "</Key><ETag>\"0\"</ETag></CompleteMultipartUploadResult>");
  }

  private Answered list(Asked asked) {
    if (asked.query().containsKey("uploads")) {
      return Answered.xml(
          "<ListMultipartUploadsResult><IsTruncated>false</IsTruncated></ListMultipartUploadsResult>");
    }
    var prefix = asked.parameter("prefix").orElse("");
    var after = asked.parameter("start-after").orElse("");
    var most = asked.parameter("max-keys").map(Integer::parseInt).orElse(1_000);
    var text = new StringBuilder();
    var count = 0;
    var more = false;
    for (var object : objects.tailMap(after, false).entrySet()) {
      if (!object.getKey().startsWith(prefix)) {
        continue;
      }
      if (count == most) {
        more = true;
        break;
      }
      count++;
      text.append("<Contents><Key>")
          .append(object.getKey())
          .append("</Key><LastModified>")
          .append(object.getValue().modified().truncatedTo(ChronoUnit.MILLIS))
          .append("</LastModified><ETag>\"0\"</ETag><Size>")
          .append(object.getValue().bytes().length)
          .append("</Size><StorageClass>STANDARD</StorageClass></Contents>");
    }
    return Answered.xml(
        "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>b</Name><Prefix>"
            + prefix
            + "</Prefix><KeyCount>"
            + count
            + "</KeyCount><MaxKeys>"
            + most
            + "</MaxKeys><IsTruncated>"
            + more
            + "</IsTruncated>"
            + text
            + "</ListBucketResult>");
  }
}
