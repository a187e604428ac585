package bakelite.store.s3;

import bakelite.store.StoreException;
import bakelite.store.StoreSettings;
import io.minio.credentials.Credentials;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Keys that the destination itself names: as values, or as files that hold one each.
final class ConfiguredKeys implements KeySource {
  static final String FILE = "_file";

  private final StoreSettings settings;

  ConfiguredKeys(StoreSettings settings) {
    this.settings = settings;
  }

  @Override
  public Optional<Credentials> find() throws StoreException {
    var isUsed =
        Stream.of(StoreKeys.ACCESS_KEY, StoreKeys.SECRET_KEY, StoreKeys.SESSION_TOKEN)
            .anyMatch(
                key -> settings.value(key).isPresent() || settings.value(key + FILE).isPresent());
    if (!isUsed) {
      return Optional.empty();
    }
    var access = value(StoreKeys.ACCESS_KEY);
    var secret = value(StoreKeys.SECRET_KEY);
    var token = value(StoreKeys.SESSION_TOKEN);
    if (access.isEmpty() || secret.isEmpty()) {
      throw Place.misconfigured(
          "access_key and secret_key together",
          access.isEmpty() ? "no access_key" : "no secret_key",
          "each may also stand in a file: access_key_file, secret_key_file");
    }
    return Optional.of(new Credentials(access.get(), secret.get(), token.orElse(null), null));
  }

  private Optional<String> value(String key) throws StoreException {
    var file = settings.value(key + FILE);
    var value = settings.value(key);
    if (file.isPresent() && value.isPresent()) {
      throw Place.misconfigured(key + " or " + key + FILE, "both", "leave one of them out");
    }
    var text =
        file.isPresent() ? SecretFile.read(key + FILE, Path.of(file.get())) : value.orElse("");
    return Optional.of(text).filter(each -> !each.isBlank());
  }

  @Override
  public String place() {
    return "access_key and secret_key of the destination";
  }
}
