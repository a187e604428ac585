package bakelite.cli.provider;

import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import bakelite.store.StoreProvider;
import bakelite.store.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A provider of others: what it throws and may not becomes an error that names its folder.
final class GuardedProvider implements StoreProvider {
  private final String type;
  private final StoreProvider provider;
  private final Path folder;

  /// @param type what it said when it was loaded; it is not asked again
  GuardedProvider(String type, StoreProvider provider, Path folder) {
    this.type = type;
    this.provider = provider;
    this.folder = folder;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public StoreSettings settings(URI address) throws StoreException {
    return answered("read an address", () -> provider.settings(address));
  }

  @Override
  public ObjectStore open(StoreSettings settings) throws StoreException {
    return answered("open a destination", () -> provider.open(settings));
  }

  private interface Call<T> {
    @Nullable T run() throws StoreException;
  }

  private <T> T answered(String doing, Call<T> call) throws StoreException {
    try {
      var answer = call.run();
      if (answer == null) {
        throw failed(doing, "nothing", null);
      }
      return answer;
    } catch (RuntimeException | LinkageError | StackOverflowError broken) {
      // Not its message: that may hold what was configured, and so a secret.
      throw failed(doing, broken.getClass().getName() + at(broken), broken);
    }
  }

  private static String at(Throwable broken) {
    var trace = broken.getStackTrace();
    return trace.length == 0 ? "" : " at " + trace[0];
  }

  private StoreException failed(String doing, String found, @Nullable Throwable cause) {
    return new StoreException.Misconfigured(
        String.format(
            Locale.ROOT,
            "cannot %s of type '%s': expected the provider in %s to do it, found %s",
            doing,
            type,
            folder,
            found),
        "that is a defect of the provider: look for another version of it",
        cause);
  }
}
