package bakelite.store.s3;

import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import bakelite.store.StoreSettings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;

/// Puts the parts of one destination together. Sends nothing.
final class S3Opening {
  /// What servers give on one page at most.
  private static final int PAGE_SIZE = 1_000;

  private static final String CA_VARIABLE = "AWS_CA_BUNDLE";

  private final StoreSettings settings;
  private final Map<String, String> environment;
  private final Limits limits;
  private final InstantSource clock;

  S3Opening(
      StoreSettings settings, Map<String, String> environment, Limits limits, InstantSource clock) {
    this.settings = settings;
    this.environment = environment;
    this.limits = limits;
    this.clock = clock;
  }

  ObjectStore open() throws StoreException {
    var place = new PlaceReader(settings, environment).place();
    var headers = new ObjectHeaders(settings, clock);
    var http = http(place);
    var wire = new Wire(place, keys(place, http), http, limits);
    var trouble = new Trouble(place);
    var dates = new Dates(trouble);
    var names = new Names(wire, trouble, dates);
    var reads = new Reads(wire, trouble, names, dates, clock);
    return new S3Store(
        wire,
        new Puts(wire, trouble, reads, dates, headers),
        reads,
        new Listing(wire, trouble, reads, names, PAGE_SIZE),
        new Deletions(wire, trouble));
  }

  private OkHttpClient http(Place place) throws StoreException {
    var http = HttpClients.of(limits);
    new ProxyChoice(environment).apply(http, place.host(), place.base().isHttps());
    var named = settings.value(StoreKeys.CA_FILE);
    var file = named.or(() -> Optional.ofNullable(environment.get(CA_VARIABLE)));
    if (file.isPresent() && !file.get().isBlank()) {
      Trust.add(http, named.isPresent() ? StoreKeys.CA_FILE : CA_VARIABLE, Path.of(file.get()));
    }
    return http.build();
  }

  /// A profile that is named comes before the environment, which may be another tool's.
  private CredentialSource keys(Place place, OkHttpClient http) {
    var profile = settings.value(StoreKeys.PROFILE);
    var sources = new ArrayList<KeySource>();
    sources.add(new ConfiguredKeys(settings));
    if (profile.isEmpty()) {
      sources.add(new EnvironmentKeys(environment));
    }
    sources.add(new ProfileKeys(environment, profile));
    for (var lender : new Lenders(environment, new LendingDesk(http), place).all()) {
      sources.add(new LentKeys(lender, clock));
    }
    return new KeyChain(place, sources);
  }
}
