package bakelite.store.servers;

import java.util.HashMap;
import java.util.Map;

/// Where a server is, and whose bucket the tests may use.
///
/// @param endpoint empty for Amazon's own
/// @param region that the bucket is in
record RealServer(
    String endpoint, String region, String accessKey, String secretKey, String bucket) {

  /// How a destination there is configured.
  Map<String, String> settings() {
    var settings =
        new HashMap<>(
            Map.of(
                "bucket", bucket,
                "prefix", "bakelite-tests",
                "region", region,
                "access_key", accessKey,
                "secret_key", secretKey));
    if (!endpoint.isEmpty()) {
      settings.put("endpoint", endpoint);
    }
    return settings;
  }

  /// The same with another value.
  Map<String, String> settings(String key, String value) {
    var settings = new HashMap<>(settings());
    settings.put(key, value);
    return settings;
  }

  RealServer in(String otherBucket) {
    return new RealServer(endpoint, region, accessKey, secretKey, otherBucket);
  }

  /// Secrets are not for reports.
  @Override
  public String toString() {
    return endpoint + " " + bucket;
  }
}
