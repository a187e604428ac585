package bakelite.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The least client of a bucket, with the client of the JDK: the baseline for what a request costs
/// without us, and what takes away what was measured with.
final class PlainClient implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Pattern KEY = Pattern.compile("<Key>([^<]+)</Key>");

  private final Bucket bucket;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  PlainClient(Bucket bucket) {
    this.bucket = bucket;
  }

  /// Stores an object.
  void put(String key, byte[] body) throws IOException, InterruptedException {
    send("PUT", "/" + bucket.bucket() + "/" + key, "", body);
  }

  /// Deletes all objects whose names begin so.
  void deleteAll(String prefix) throws IOException, InterruptedException {
    while (true) {
      var query = "list-type=2&prefix=" + URLEncoder.encode(prefix, StandardCharsets.UTF_8);
      var keys = KEY.matcher(send("GET", "/" + bucket.bucket(), query, new byte[0]));
      if (!keys.find()) {
        return;
      }
      do {
        send("DELETE", "/" + bucket.bucket() + "/" + keys.group(1), "", new byte[0]);
      } while (keys.find());
    }
  }

  private String send(String method, String path, String query, byte[] body)
      throws IOException, InterruptedException {
    var uri = URI.create(bucket.endpoint() + path + (query.isEmpty() ? "" : "?" + query));
    var time = TIME.format(Instant.now());
    try {
      var hash = hex(MessageDigest.getInstance("SHA-256").digest(body));
      var request =
          HttpRequest.newBuilder(uri)
              .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
              .header("x-amz-content-sha256", hash)
              .header("x-amz-date", time)
              .header("Authorization", authorization(method, uri, query, hash, time))
              .build();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException(method + " " + path + ": " + answer.statusCode() + answer.body());
      }
      return answer.body();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /// Signature version 4. Names and prefixes are such that nothing in them has to be escaped twice.
  private String authorization(String method, URI uri, String query, String hash, String time)
      throws GeneralSecurityException {
    var day = time.substring(0, 8);
    var scope = day + "/" + bucket.region() + "/s3/aws4_request";
    var headers = "host;x-amz-content-sha256;x-amz-date";
    var canonical =
        String.join(
            "\n",
            method,
            uri.getRawPath(),
            query,
            "host:" + uri.getAuthority(),
            "x-amz-content-sha256:" + hash,
            "x-amz-date:" + time,
            "",
            headers,
            hash);
    var digest = MessageDigest.getInstance("SHA-256").digest(bytes(canonical));
    var text = String.join("\n", "AWS4-HMAC-SHA256", time, scope, hex(digest));
    var key = hmac(bytes("AWS4" + bucket.secretKey()), day);
    for (var part : new String[] {bucket.region(), "s3", "aws4_request"}) {
      key = hmac(key, part);
    }
    return String.format(
        Locale.ROOT,
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s",
        bucket.accessKey(),
        scope,
        headers,
        hex(hmac(key, text)));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    http.close();
  }
}
