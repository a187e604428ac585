package bakelite.store.fs;

import bakelite.store.ObjectStore;
import bakelite.store.StoreAddress;
import bakelite.store.StoreException;
import bakelite.store.StoreProvider;
import bakelite.store.StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Locale;

/// Destinations of `type: file`, with one key, `path`.
@TouchesTheMachine
public final class FileStoreProvider implements StoreProvider {
  private static final String PATH = "path";
  private static final int PAGE_SIZE = 5_000;

  /// For the service loader.
  public FileStoreProvider() {}

  @Override
  public String type() {
    return StoreAddress.FILE;
  }

  @Override
  public StoreSettings settings(URI address) throws StoreException {
    var host = address.getAuthority();
    if (host != null && !host.equals("localhost")) {
      throw misconfigured(
          String.format(
              Locale.ROOT,
              "cannot use the address %s: expected file:///path, found the host '%s'",
              new StoreAddress(address),
              host));
    }
    var values = new StoreAddress(address).query();
    if (address.getPath() == null || values.put(PATH, address.getPath()) != null) {
      throw misconfigured(
          String.format(
              Locale.ROOT,
              "cannot use the address %s: expected file:///path, found the path elsewhere",
              new StoreAddress(address)));
    }
    return new StoreSettings(type(), values);
  }

  @Override
  public String name(StoreSettings settings) {
    return "file://" + settings.value(PATH).orElse("");
  }

  @Override
  public ObjectStore open(StoreSettings settings) throws StoreException {
    for (var key : settings.values().keySet().stream().sorted().toList()) {
      if (!key.equals(PATH)) {
        throw misconfigured(
            String.format(
                Locale.ROOT,
                "cannot open a destination of type 'file': expected the key 'path' alone, found '%s'",
                key));
      }
    }
    var text = settings.value(PATH).filter(path -> !path.isBlank());
    if (text.isEmpty()) {
      throw misconfigured(
          "cannot open a destination of type 'file': expected the key 'path', found none");
    }
    try {
      var root = resolved(Path.of(text.get()).toAbsolutePath().normalize());
      return new FileStore(
              new LocalDisk(), root, PAGE_SIZE, InstantSource.system(), new SecureRandom())
          .checked();
    } catch (InvalidPathException e) {
      throw misconfigured(
          String.format(
              Locale.ROOT,
              "cannot open a destination of type 'file': expected a path, found '%s'",
              e.getReason()));
    }
  }

  /// The root itself may be a link, to a mounted disk for instance; below it none is followed.
  private static Path resolved(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException _) {
      // Not there yet, or not for us: opening says which.
      return path;
    }
  }

  private static StoreException misconfigured(String message) {
    return new StoreException.Misconfigured(
        message, "name a folder: file:///var/backups, or `path: /var/backups`", null);
  }
}
