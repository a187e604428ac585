package example.logfile;

import bakelite.store.ObjectStore;
import bakelite.store.StoreAddress;
import bakelite.store.StoreException;
import bakelite.store.StoreProvider;
import bakelite.store.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Destinations of `type: logfile`, with one key, `path`.
public final class LogFileProvider implements StoreProvider {
  @Override
  public String type() {
    return "logfile";
  }

  /// `logfile:///var/backups/all.log`
  @Override
  public StoreSettings settings(URI address) throws StoreException {
    if (address.getPath() == null || !new StoreAddress(address).query().isEmpty()) {
      throw misconfigured("expected logfile:///path and nothing more");
    }
    return new StoreSettings(type(), Map.of("path", address.getPath()));
  }

  @Override
  public ObjectStore open(StoreSettings settings) throws StoreException {
    var keys = settings.values().keySet().stream().sorted().toList();
    if (!keys.equals(List.of("path"))) {
      throw misconfigured("expected the key 'path' alone, found " + keys);
    }
    var file = Path.of(settings.value("path").orElseThrow()).toAbsolutePath().normalize();
    return new LogFileStore(file, InstantSource.system());
  }

  private static StoreException misconfigured(String what) {
    return new StoreException.Misconfigured(
        "cannot open a destination of type 'logfile': " + what,
        "name a file, such as logfile:///var/backups/all.log",
        null);
  }
}
