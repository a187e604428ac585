package bakelite.store.s3;

import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import bakelite.store.StoreSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/// Opens clients as a user's configuration does, and impatient ones. Stands in the provider's
/// package since only there the limits are known; users cannot set them.
public final class S3Clients {
  private S3Clients() {}

  /// A client with a user's limits.
  public static ObjectStore open(Map<String, String> settings) throws StoreException {
    return open(settings, Limits.standard());
  }

  /// A client that gives up sooner than a user's does.
  ///
  /// @param silence after so long without an answer
  public static ObjectStore impatient(Map<String, String> settings, Duration silence)
      throws StoreException {
    var standard = Limits.standard();
    return open(
        settings,
        new Limits(
            Duration.ofSeconds(2),
            silence,
            silence.multipliedBy(10),
            standard.bytesPerSecond(),
            standard.singlePut(),
            standard.part()));
  }

  private static ObjectStore open(Map<String, String> settings, Limits limits)
      throws StoreException {
    // Nothing of this machine's environment: keys come with the settings.
    return new S3StoreProvider(Map.of(), limits, InstantSource.system())
        .open(new StoreSettings("s3", settings));
  }
}
