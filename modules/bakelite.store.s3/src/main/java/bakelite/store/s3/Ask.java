package bakelite.store.s3;

import io.minio.BucketArgs;
import io.minio.HeadObjectArgs;
import io.minio.Http;
import io.minio.ListObjectsV2Args;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request before it is signed.
///
/// @param kind what it is counted as
/// @param object its name in the bucket; empty for the bucket itself
/// @param body empty where null
/// @param bytes how many it carries there, or back, for its deadline; negative: as long as bytes
///   come
record Ask(
    RequestKind kind,
    Http.Method method,
    Optional<String> object,
    Http.Headers headers,
    Http.QueryParameters query,
    Http.@Nullable Body body,
    long bytes) {
  /// For [#bytes]: the answer is a stream, which looks after itself.
  static final long STREAM = -1;

  static Ask ofObject(RequestKind kind, Http.Method method, String object) {
    return new Ask(
        kind, method, Optional.of(object), new Http.Headers(), new Http.QueryParameters(), null, 0);
  }

  static Ask ofBucket(RequestKind kind, Http.Method method, String... query) {
    return new Ask(
        kind,
        method,
        Optional.empty(),
        new Http.Headers(),
        new Http.QueryParameters(query),
        null,
        0);
  }

  Ask with(String header, String value) {
    var more = new Http.Headers(headers);
    more.set(header, value);
    return new Ask(kind, method, object, more, query, body, bytes);
  }

  Ask with(Http.Headers others) {
    return new Ask(kind, method, object, Http.Headers.merge(headers, others), query, body, bytes);
  }

  Ask query(String... others) {
    var more = Http.QueryParameters.merge(query, new Http.QueryParameters(others));
    return new Ask(kind, method, object, headers, more, body, bytes);
  }

  Ask with(Http.Body content, long length) {
    return new Ask(kind, method, object, headers, query, content, length);
  }

  Ask streamed() {
    return new Ask(kind, method, object, headers, query, body, STREAM);
  }

  /// As the client takes it; which arguments they are makes no difference to it.
  Http.S3Request request(String bucket, String userAgent) {
    BucketArgs args =
        object.isPresent()
            ? HeadObjectArgs.builder().bucket(bucket).object(object.get()).build()
            : ListObjectsV2Args.builder().bucket(bucket).build();
    return Http.S3Request.builder()
        .userAgent(userAgent)
        .method(method)
        .args(args)
        .headers(headers)
        .queryParams(query)
        .body(body)
        .build();
  }
}
