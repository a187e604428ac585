package bakelite.store.s3;

import static bakelite.store.s3.Place.misconfigured;

import bakelite.store.StoreException;
import bakelite.store.StoreSettings;
import io.minio.Http;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/// Reads where a destination lies from its settings.
final class PlaceReader {
  static final String BUCKET = "bucket";
  static final String PREFIX = "prefix";
  static final String ENDPOINT = "endpoint";
  static final String REGION = "region";
  static final String PATH_STYLE = "path_style";

  /// Longest prefix, in characters: with the longest key, what every server takes.
  static final int MAX_PREFIX = 100;

  private static final String AMAZON = "https://s3.amazonaws.com";
  private static final String FIRST_REGION = "us-east-1";
  private static final Pattern BUCKETS = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern PREFIXES =
      Pattern.compile("(?!\\.{1,2}(/|$))[A-Za-z0-9._=-]+(/(?!\\.{1,2}(/|$))[A-Za-z0-9._=-]+)*");
  private static final Pattern REGIONS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}");
  private static final Pattern NUMERIC_HOST = Pattern.compile("[0-9.]+|.*:.*");

  private final StoreSettings settings;
  private final Map<String, String> environment;

  PlaceReader(StoreSettings settings, Map<String, String> environment) {
    this.settings = settings;
    this.environment = environment;
  }

  Place place() throws StoreException {
    var bucket = bucket();
    var prefix = prefix();
    var endpoint = endpoint();
    var url = endpoint.isPresent() ? endpoint.get() : HttpUrl.get(AMAZON);
    var base = base(url);
    var isAmazons = base.awsDomainSuffix() != null;
    var region = region(Optional.ofNullable(base.region()));
    base.setRegion(region);
    var pathStyle = pathStyle(url, isAmazons);
    if (pathStyle) {
      base.disableVirtualStyleEndpoint();
    } else {
      base.enableVirtualStyleEndpoint();
    }
    return new Place(
        base, endpoint.map(PlaceReader::text), url.host(), region, bucket, prefix, pathStyle);
  }

  private String bucket() throws StoreException {
    var bucket = settings.value(BUCKET).filter(text -> !text.isBlank());
    if (bucket.isEmpty()) {
      throw misconfigured("the key 'bucket'", "none", "name it: s3://bucket/prefix");
    }
    if (!BUCKETS.matcher(bucket.get()).matches() || bucket.get().contains("..")) {
      throw misconfigured(
          "a bucket of 3 to 63 of a-z, 0-9, '-' and '.'",
          "'" + bucket.get() + "'",
          "the name of a bucket has no slash and no upper case");
    }
    return bucket.get();
  }

  private String prefix() throws StoreException {
    var text = settings.value(PREFIX).orElse("").replaceAll("^/|/$", "");
    if (text.isEmpty()) {
      return "";
    }
    if (text.length() > MAX_PREFIX || !PREFIXES.matcher(text).matches()) {
      throw misconfigured(
          String.format(
              Locale.ROOT,
              "a prefix of up to %d of A-Z, a-z, 0-9, '.', '_', '=', '-' and single slashes",
              MAX_PREFIX),
          "'" + text + "'",
          "choose another prefix, such as backups/app");
    }
    return text + "/";
  }

  private Optional<HttpUrl> endpoint() throws StoreException {
    var text = settings.value(ENDPOINT).filter(each -> !each.isBlank());
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var hint = "write it as http://127.0.0.1:9000 or https://storage.example.com";
    var url = HttpUrl.parse(text.get());
    if (url == null) {
      throw misconfigured("an endpoint that is an http:// or https:// address", "another", hint);
    }
    if (!url.username().isEmpty() || !url.password().isEmpty()) {
      throw misconfigured("an endpoint without a user", "one with", hint);
    }
    if (url.query() != null || url.fragment() != null || !url.encodedPath().equals("/")) {
      throw misconfigured("an endpoint that ends after its host and port", "more after it", hint);
    }
    return Optional.of(url);
  }

  private static Http.BaseUrl base(HttpUrl url) throws StoreException {
    try {
      return new Http.BaseUrl(url);
    } catch (IllegalArgumentException e) {
      throw misconfigured(
          "an endpoint of S3",
          "'" + text(url) + "'",
          "leave `endpoint` out for Amazon S3, and set `region`");
    }
  }

  private static String text(HttpUrl url) {
    var text = url.toString();
    return text.substring(0, text.length() - 1);
  }

  private String region(Optional<String> ofHost) throws StoreException {
    var region =
        settings
            .value(REGION)
            .or(() -> ofHost)
            .or(() -> Optional.ofNullable(environment.get("AWS_REGION")))
            .or(() -> Optional.ofNullable(environment.get("AWS_DEFAULT_REGION")))
            .filter(text -> !text.isBlank())
            .orElse(FIRST_REGION);
    if (!REGIONS.matcher(region).matches()) {
      throw misconfigured(
          "a region such as eu-west-1", "'" + region + "'", "see where the bucket was created");
    }
    return region;
  }

  /// Servers of one's own seldom have a name for each bucket, and an address of digits cannot.
  private boolean pathStyle(HttpUrl url, boolean isAmazons) throws StoreException {
    var text = settings.value(PATH_STYLE);
    if (text.isEmpty()) {
      return !isAmazons;
    }
    return switch (text.get()) {
      case "true" -> true;
      case "false" -> {
        if (NUMERIC_HOST.matcher(url.host()).matches()) {
          throw misconfigured(
              "path_style: true, since a bucket cannot stand before " + url.host(),
              "false",
              "leave `path_style` out");
        }
        yield false;
      }
      default ->
          throw misconfigured(
              "path_style: true or false", "'" + text.get() + "'", "leave `path_style` out");
    };
  }
}
