package bakelite.cli.provider;

import bakelite.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The store providers of one call: those that are built in, and those of jars in a folder. Loaded
/// when first asked for, once.
public final class Providers {
  /// Where packages put them.
  public static final Path USUAL = Path.of("/usr/lib/bakelite/providers");

  private final Optional<Path> named;
  private final Path usual;
  private final Consumer<String> warn;
  private final Map<Path, ProviderFolder> loaded = new HashMap<>();
  private Optional<Path> used = Optional.empty();

  /// @param named on the command line; wins over all others
  /// @param usual where they are when nobody says; need not be there
  /// @param warn hears of each plugin that is skipped, once
  public Providers(Optional<Path> named, Path usual, Consumer<String> warn) {
    this.named = named;
    this.usual = usual;
    this.warn = warn;
  }

  /// The providers, when a configuration may name a folder.
  public synchronized Stores stores(Optional<Path> configured) {
    used = named.or(() -> configured).or(() -> Optional.of(usual).filter(Files::isDirectory));
    var stores = Stores.installed();
    if (used.isPresent()) {
      for (var found : folder(used.get()).providers()) {
        stores = stores.with(found.provider(), found.folder().toString());
      }
    }
    return stores;
  }

  private ProviderFolder folder(Path folder) {
    var known = loaded.get(folder);
    if (known == null) {
      known = ProviderFolder.load(folder);
      loaded.put(folder, known);
      known.skipped().forEach(each -> warn.accept(each.line()));
    }
    return known;
  }

  /// What was found in the folder that was used.
  ///
  /// @param folder of the plugins
  /// @param types of the providers that can be used
  /// @param skipped what cannot, one line each
  public record Report(Path folder, List<String> types, List<String> skipped) {}

  /// Of the folder that was used last; empty where there is none.
  public synchronized Optional<Report> report() {
    return used.map(folder -> {
      var found = folder(folder);
      return new Report(
          folder,
          found.providers().stream().map(each -> each.provider().type()).toList(),
          found.skipped().stream().map(ProviderFolder.Skipped::line).toList());
    });
  }
}
