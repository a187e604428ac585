package bakelite.store.s3;

import bakelite.store.StoreException;
import io.minio.Xml;
import io.minio.credentials.Credentials;
import io.minio.errors.MinioException;
import io.minio.errors.XmlParserException;
import io.minio.messages.ErrorResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/// Sends requests to a bucket: one attempt each, on the calling thread.
///
/// The MinIO client makes the address and the signature and knows the messages. Its own way of
/// sending is not used: it tries five times by itself, so that a put that won is answered with
/// "already there"; it cannot be cancelled, hides the status of an answer, and takes no stream that
/// it could sign. See `docs/decisions/0029-the-request-layer-of-the-minio-client.md`.
final class Wire implements AutoCloseable {
  /// Most of an error's text that is read, in bytes.
  static final int MAX_ERROR_BYTES = 64 << 10;

  private static final Pattern REGION = Pattern.compile("<Region>([A-Za-z0-9-]+)</Region>");

  private static final String USER_AGENT = "bakelite";

  private final Place place;
  private final CredentialSource credentials;
  private final OkHttpClient http;
  private final Limits limits;
  private final Requests requests = new Requests();
  private final CallWatch watch = new CallWatch();

  Wire(Place place, CredentialSource credentials, OkHttpClient http, Limits limits) {
    this.place = place;
    this.credentials = credentials;
    this.http = http;
    this.limits = limits;
  }

  /// What came back: an answer that is no error, and the call that it belongs to. The caller closes
  /// it.
  record Answer(Response response, Call call, CallWatch watch) implements AutoCloseable {
    Optional<String> header(String name) {
      return Optional.ofNullable(response.header(name));
    }

    /// The whole text of the answer.
    ///
    /// @param limit in bytes
    String text(int limit) throws IOException {
      return watch.during(
          call,
          () -> {
            var source = response.body().source();
            source.request(limit + 1L);
            if (source.getBuffer().size() > limit) {
              throw new IOException(
                  String.format(Locale.ROOT, "the answer has more than %,d bytes", limit));
            }
            return source.readString(StandardCharsets.UTF_8);
          });
    }

    /// The whole text of an answer that means success only when it is no error: some begin with a
    /// status of 200 before their end is known.
    ///
    /// @param limit in bytes
    /// @throws Refusal when it is one
    String success(int limit) throws IOException {
      var text = text(limit);
      if (text.contains("<Error")) {
        throw refusal(response, text, null);
      }
      return text;
    }

    @Override
    public void close() {
      response.close();
    }
  }

  /// Makes one attempt.
  ///
  /// @throws Refusal when the server answered with an error
  /// @throws IOException when there was no answer
  /// @throws StoreException when the request could not even be made
  Answer send(Ask ask) throws IOException, StoreException {
    var keys = credentials.fetch();
    var call = http.newCall(signed(ask, keys));
    if (ask.bytes() >= 0) {
      call.timeout().timeout(limits.deadline(ask.bytes()).toMillis(), TimeUnit.MILLISECONDS);
    }
    requests.sent(ask.kind());
    var response = execute(call);
    if (response.isSuccessful()) {
      return new Answer(response, call, watch);
    }
    try (var answer = new Answer(response, call, watch)) {
      throw refusal(answer, keys);
    }
  }

  private Response execute(Call call) throws IOException {
    try {
      return watch.during(call, call::execute);
    } catch (RuntimeException e) {
      // A library's complaint about an answer must not pass for a defect of the program.
      throw new IOException("no answer that can be understood: " + e, e);
    }
  }

  private okhttp3.Request signed(Ask ask, Credentials keys) throws StoreException {
    try {
      return ask.request(place.bucket(), USER_AGENT)
          .toRequest(place.base(), place.region(), keys)
          .httpRequest();
    } catch (MinioException | RuntimeException e) {
      throw Place.misconfigured(
          "a bucket, a region and keys that a request can be made of",
          "'" + Secrets.hidden(e.getMessage(), keys) + "'",
          "with path_style: false the bucket must be a valid name of a host");
    }
  }

  private Refusal refusal(Answer answer, Credentials keys) {
    var response = answer.response();
    String text = "";
    try {
      text = answer.text(MAX_ERROR_BYTES);
    } catch (IOException _) {
      // The status alone says enough.
    }
    var refusal = refusal(response, text, keys);
    if (refusal.code().startsWith("ExpiredToken")) {
      credentials.forget();
    }
    return refusal;
  }

  /// An error that came under whatever status.
  private static Refusal refusal(Response response, String text, @Nullable Credentials keys) {
    var error = parsed(text);
    var code = error == null ? null : error.code();
    return new Refusal(
        response.code(),
        code == null ? "HTTP " + response.code() : code,
        error == null ? "" : Secrets.hidden(error.message(), keys),
        region(response, text),
        response.headers());
  }

  private static @Nullable String region(Response response, String text) {
    var header = response.header("x-amz-bucket-region");
    var element = REGION.matcher(text);
    return header != null ? header : element.find() ? element.group(1) : null;
  }

  private static @Nullable ErrorResponse parsed(String text) {
    if (!text.contains("<Error")) {
      return null;
    }
    try {
      return Xml.unmarshal(ErrorResponse.class, text);
    } catch (XmlParserException | RuntimeException e) {
      return null;
    }
  }

  Place place() {
    return place;
  }

  Map<String, Long> requests() {
    return requests.all();
  }

  Limits limits() {
    return limits;
  }

  @Override
  public void close() {
    watch.close();
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
