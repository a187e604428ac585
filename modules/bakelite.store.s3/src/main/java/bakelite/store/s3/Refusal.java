package bakelite.store.s3;

import java.io.IOException;
import java.util.Optional;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/// The server answered, and it was an error.
final class Refusal extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String said;
  private final @Nullable String region;
  private final transient Headers headers;

  /// @param code the protocol's name of the error, or what the status says where there was none
  /// @param said the server's own words, without secrets; may be empty
  /// @param region that the server names; null when it names none
  Refusal(int status, String code, String said, @Nullable String region, Headers headers) {
    super(code);
    this.status = status;
    this.code = code;
    this.said = said;
    this.region = region;
    this.headers = headers;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  /// The code, and the server's own words.
  String told() {
    return said.isEmpty() ? code : code + ": " + said;
  }

  /// The region that the request should have been for, when the server says it.
  Optional<String> region() {
    return Optional.ofNullable(region);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /// Whether the server refuses and does not say why.
  boolean isMute() {
    return code.startsWith("HTTP 4") && status != 429 && region == null;
  }

  /// Whether it may stand for a missing object: nobody is told that who may not list the whole
  /// bucket.
  boolean isHiding() {
    return status == 403 && (code.equals("AccessDenied") || code.equals("HTTP 403"));
  }

  /// Whether the object is missing, as opposed to the bucket.
  boolean isNoSuchKey() {
    return status == 404 && !code.equals("NoSuchBucket") && !code.equals("NoSuchUpload");
  }
}
