package bakelite.store.s3;

import static bakelite.store.s3.Place.misconfigured;

import bakelite.store.ObjectStore;
import bakelite.store.StoreAddress;
import bakelite.store.StoreException;
import bakelite.store.StoreProvider;
import bakelite.store.StoreSettings;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Destinations of `type: s3`, and addresses such as
/// `s3://bucket/prefix?endpoint=http://127.0.0.1:9000&region=us-east-1`.
@TouchesTheMachine
public final class S3StoreProvider implements StoreProvider {
  private static final String TYPE = "s3";

  private final Map<String, String> environment;
  private final Limits limits;
  private final InstantSource clock;

  /// For the service loader.
  public S3StoreProvider() {
    this(System.getenv(), Limits.standard(), InstantSource.system());
  }

  S3StoreProvider(Map<String, String> environment, Limits limits, InstantSource clock) {
    this.environment = environment;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public StoreSettings settings(URI address) throws StoreException {
    var shown = new StoreAddress(address);
    if (address.getRawUserInfo() != null || String.valueOf(address.getAuthority()).contains("@")) {
      throw misconfigured(
          "s3://bucket/prefix",
          "a user before the bucket",
          "keys come from the environment or from files, never from an address");
    }
    var values = shown.query();
    for (var secret : StoreKeys.SECRETS) {
      if (values.containsKey(secret)) {
        throw misconfigured(
            "an address without keys",
            "'" + secret + "'",
            "others can read the command line: set the environment or " + secret + "_file");
      }
    }
    put(values, PlaceReader.BUCKET, Optional.ofNullable(address.getAuthority()));
    put(values, PlaceReader.PREFIX, Optional.ofNullable(address.getPath()));
    return new StoreSettings(TYPE, values);
  }

  private static void put(Map<String, String> values, String key, Optional<String> text)
      throws StoreException {
    var given = text.filter(each -> !each.isEmpty() && !each.equals("/"));
    if (given.isPresent() && values.put(key, given.get()) != null) {
      throw misconfigured(
          "s3://bucket/prefix", "'" + key + "' after the '?' as well", "name it once");
    }
  }

  @Override
  public String name(StoreSettings settings) {
    var prefix = settings.value(PlaceReader.PREFIX).orElse("").replaceAll("^/|/$", "");
    return "s3://"
        + settings.value(PlaceReader.BUCKET).orElse("")
        + (prefix.isEmpty() ? "" : "/" + prefix);
  }

  @Override
  public Set<String> secrets() {
    return Set.copyOf(StoreKeys.SECRETS);
  }

  @Override
  public ObjectStore open(StoreSettings settings) throws StoreException {
    StoreKeys.requireKnown(settings);
    return new S3Opening(settings, environment, limits, clock).open();
  }
}
