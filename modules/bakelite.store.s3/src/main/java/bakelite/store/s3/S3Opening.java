package bakelite.store.s3;

import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import bakelite.store.StoreSettings;
import io.minio.Http;
import io.minio.credentials.Credentials;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Puts the parts of one destination together. Sends nothing.
final class S3Opening {
  /// What servers give on one page at most.
  private static final int PAGE_SIZE = 1_000;

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
    var http = HttpClients.of(limits).build();
    var wire = new Wire(place, credentials(), http, limits, new Requests());
    var trouble = new Trouble(place);
    var reads = new Reads(wire, trouble, clock);
    return new S3Store(
        wire,
        new Puts(wire, trouble, reads, headers()),
        reads,
        new Listing(wire, trouble, reads, PAGE_SIZE),
        new Deletions(wire, trouble));
  }

  private Http.Headers headers() {
    var headers = new Http.Headers();
    settings
        .value(StoreKeys.STORAGE_CLASS)
        .ifPresent(name -> headers.set("x-amz-storage-class", name));
    return headers;
  }

  private CredentialSource credentials() {
    var access = value(StoreKeys.ACCESS_KEY, "AWS_ACCESS_KEY_ID");
    var secret = value(StoreKeys.SECRET_KEY, "AWS_SECRET_ACCESS_KEY");
    var token = value(StoreKeys.SESSION_TOKEN, "AWS_SESSION_TOKEN");
    return () -> {
      if (access.isEmpty() || secret.isEmpty()) {
        throw new StoreException.Denied("no keys", "set them", null);
      }
      return new Credentials(access.get(), secret.get(), token.orElse(null), null);
    };
  }

  private Optional<String> value(String key, String variable) {
    return settings.value(key).or(() -> Optional.ofNullable(environment.get(variable)));
  }
}
