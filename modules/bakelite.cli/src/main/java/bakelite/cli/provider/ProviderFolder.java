package bakelite.cli.provider;

import bakelite.store.StoreProvider;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A folder with one folder for each plugin. One that cannot be used is skipped with its reason,
/// and the others are loaded.
///
/// @param providers with the folder that each comes from
/// @param skipped folders, or files that lie beside them, and why
record ProviderFolder(List<Found> providers, List<Skipped> skipped) {
  /// A plugin that has not been loaded by then is skipped; its thread is left to itself.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// More folders than this are not looked at.
  private static final int MOST_PLUGINS = 100;

  record Found(StoreProvider provider, Path folder) {}

  record Skipped(Path place, String reason) {
    String line() {
      return "cannot use the provider in " + place + ": " + reason;
    }
  }

  static ProviderFolder load(Path folder) {
    return load(folder, PATIENCE);
  }

  static ProviderFolder load(Path folder, Duration patience) {
    var providers = new ArrayList<Found>();
    var skipped = new ArrayList<Skipped>();
    for (var place : places(folder, skipped)) {
      try {
        if (!Files.isDirectory(place)) {
          throw new UnusablePlugin("expected a folder with its jars, found a file");
        }
        loaded(place, patience).forEach(provider -> providers.add(new Found(provider, place)));
      } catch (UnusablePlugin unusable) {
        skipped.add(new Skipped(place, unusable.reason()));
      }
    }
    return new ProviderFolder(providers, skipped);
  }

  private static List<Path> places(Path folder, List<Skipped> skipped) {
    var places = new ArrayList<Path>();
    try (var files = Files.newDirectoryStream(folder)) {
      for (var file : files) {
        if (!String.valueOf(file.getFileName()).startsWith(".")) {
          places.add(file);
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      skipped.add(new Skipped(folder, "expected a folder that can be read, found " + unreadable));
    }
    places.sort(null);
    if (places.size() > MOST_PLUGINS) {
      skipped.add(
          new Skipped(
              folder,
              String.format(
                  Locale.ROOT, "expected at most %d, found %d", MOST_PLUGINS, places.size())));
      return places.subList(0, MOST_PLUGINS);
    }
    return places;
  }

  private static List<StoreProvider> loaded(Path place, Duration patience) throws UnusablePlugin {
    var loading = new CompletableFuture<List<StoreProvider>>();
    Thread.ofPlatform()
        .daemon()
        .name("loading " + place.getFileName())
        .start(() -> {
          try {
            loading.complete(Plugin.load(place));
          } catch (Throwable unusable) {
            loading.completeExceptionally(unusable);
          }
        });
    try {
      return loading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof UnusablePlugin unusable
          ? unusable
          : new UnusablePlugin("found " + failed.getCause());
    } catch (TimeoutException _) {
      throw new UnusablePlugin("expected it to be loaded within " + patience.toSeconds() + " s");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new UnusablePlugin("expected to be left to load it, found this thread interrupted");
    }
  }
}
