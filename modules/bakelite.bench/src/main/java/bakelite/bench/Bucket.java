package bakelite.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A bucket of MinIO that the environment tells of, as `dev/servers env` prints it.
///
/// @param endpoint such as `http://127.0.0.1:9000`
record Bucket(String endpoint, String region, String accessKey, String secretKey, String bucket) {
  private static final String PREFIX = "BAKELITE_TEST_MINIO_";

  /// Says so where there is none.
  static Optional<Bucket> ofEnvironment() {
    var values = new ArrayList<String>();
    for (var name : List.of("ENDPOINT", "REGION", "ACCESS_KEY", "SECRET_KEY", "BUCKET")) {
      var value = System.getenv().getOrDefault(PREFIX + name, "");
      if (value.isBlank()) {
        System.out.printf(
            Locale.ROOT,
            "  skipped: %s%s is not set; dev/servers start minio, eval \"$(dev/servers env)\"%n",
            PREFIX,
            name);
        return Optional.empty();
      }
      values.add(value);
    }
    return Optional.of(
        new Bucket(values.get(0), values.get(1), values.get(2), values.get(3), values.get(4)));
  }

  /// The same, reached another way.
  Bucket through(String otherEndpoint) {
    return new Bucket(otherEndpoint, region, accessKey, secretKey, bucket);
  }

  /// As it is written on a command line.
  String address(String place) {
    return String.format(
        Locale.ROOT, "s3://%s/%s?endpoint=%s&region=%s", bucket, place, endpoint, region);
  }

  /// As it is written in a configuration file.
  String destination(String place) {
    return String.format(
        Locale.ROOT,
        "{type: s3, bucket: %s, prefix: %s, endpoint: \"%s\", region: %s}",
        bucket,
        place,
        endpoint,
        region);
  }

  /// What programs are told by their environment.
  Map<String, String> keys() {
    return Map.of("AWS_ACCESS_KEY_ID", accessKey, "AWS_SECRET_ACCESS_KEY", secretKey);
  }

  /// Secrets are not for reports.
  @Override
  public String toString() {
    return endpoint + " " + bucket;
  }
}
