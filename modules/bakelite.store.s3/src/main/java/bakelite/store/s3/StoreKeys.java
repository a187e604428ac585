package bakelite.store.s3;

import bakelite.store.StoreException;
import bakelite.store.StoreSettings;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The keys that a destination of `type: s3` has.
final class StoreKeys {
  static final String STORAGE_CLASS = "storage_class";
  static final String SSE = "sse";
  static final String SSE_KMS_KEY = "sse_kms_key";
  static final String OBJECT_LOCK_MODE = "object_lock_mode";
  static final String OBJECT_LOCK_FOR = "object_lock_for";
  static final String CA_FILE = "ca_file";
  static final String PROFILE = "profile";
  static final String ACCESS_KEY = "access_key";
  static final String SECRET_KEY = "secret_key";
  static final String SESSION_TOKEN = "session_token";

  /// Values that nobody else may see.
  static final List<String> SECRETS = List.of(SECRET_KEY, SESSION_TOKEN);

  private static final Set<String> ALL =
      Set.of(
          PlaceReader.BUCKET,
          PlaceReader.PREFIX,
          PlaceReader.ENDPOINT,
          PlaceReader.REGION,
          PlaceReader.PATH_STYLE,
          STORAGE_CLASS,
          SSE,
          SSE_KMS_KEY,
          OBJECT_LOCK_MODE,
          OBJECT_LOCK_FOR,
          CA_FILE,
          PROFILE,
          ACCESS_KEY,
          SECRET_KEY,
          SESSION_TOKEN,
          ACCESS_KEY + ConfiguredKeys.FILE,
          SECRET_KEY + ConfiguredKeys.FILE,
          SESSION_TOKEN + ConfiguredKeys.FILE);

  private StoreKeys() {}

  static void requireKnown(StoreSettings settings) throws StoreException {
    for (var key : settings.values().keySet().stream().sorted().toList()) {
      if (!ALL.contains(key)) {
        throw Place.misconfigured(
            String.format(Locale.ROOT, "one of %s", ALL.stream().sorted().toList()),
            "the key '" + Secrets.hidden(key, null) + "'",
            "docs/stores.md says what each is for");
      }
    }
  }
}
