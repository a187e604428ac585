package bakelite.store.s3;

import bakelite.store.ObjectKey;
import bakelite.store.StoreException;
import io.minio.Http;
import java.util.Locale;
import java.util.Optional;

/// Where objects lie: a bucket behind an endpoint, and what every name in it begins with.
///
/// @param base knows how the bucket stands in an address
/// @param endpoint as messages call it, such as `http://127.0.0.1:9000`; empty for Amazon's own
/// @param host of the endpoint
/// @param region that requests are signed for
/// @param bucket its name
/// @param prefix empty, or ends with a slash
/// @param pathStyle whether the bucket stands in the path rather than in the name of the host
record Place(
    Http.BaseUrl base,
    Optional<String> endpoint,
    String host,
    String region,
    String bucket,
    String prefix,
    boolean pathStyle) {
  /// The name of an object in the bucket.
  String object(ObjectKey key) {
    return prefix + key.text();
  }

  /// What a destination here is called: the address without how it is reached, but for the
  /// endpoint, since two servers may have buckets of one name.
  String name() {
    var path = prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1);
    return "s3://" + bucket + path + endpoint.map(text -> "?endpoint=" + text).orElse("");
  }

  /// A mistake that only a person can mend.
  static StoreException misconfigured(String expected, String found, String hint) {
    return new StoreException.Misconfigured(
        String.format(
            Locale.ROOT,
            "cannot open a destination of type 's3': expected %s, found %s",
            expected,
            found),
        hint,
        null);
  }
}
