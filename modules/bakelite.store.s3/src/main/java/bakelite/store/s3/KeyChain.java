package bakelite.store.s3;

import bakelite.store.StoreException;
import io.minio.credentials.Credentials;
import java.util.List;
import java.util.Locale;

/// Looks for keys in several places; the first that is used decides, also when what it has is no
/// good: keys of another place would be somebody else's.
final class KeyChain implements CredentialSource {
  private final Place place;
  private final List<KeySource> sources;

  KeyChain(Place place, List<KeySource> sources) {
    this.place = place;
    this.sources = List.copyOf(sources);
  }

  @Override
  public Credentials fetch() throws StoreException {
    for (var source : sources) {
      var found = source.find();
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new StoreException.Denied(
        String.format(
            Locale.ROOT,
            "cannot sign requests to %s: expected keys in one of %s, found none",
            place.name(),
            sources.stream().map(KeySource::place).toList()),
        "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or secret_key_file and access_key; docs/stores.md lists all ways",
        null);
  }

  @Override
  public void forget() {
    sources.forEach(KeySource::forget);
  }
}
