package bakelite.cli.provider;

import bakelite.store.StoreProvider;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The jars of one folder, as a module layer of their own: their classes see ours and the JDK's,
/// nothing of another plugin's, and nothing of ours sees them but through the service.
///
/// What is in the program already is taken from there, so a jar of the store contract that lies
/// beside a provider does no harm. Jars without a module descriptor are automatic modules.
final class Plugin {
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9]*");

  /// Longest reason, in characters.
  private static final int MOST_LETTERS = 300;

  /// More services than this are not asked for in one folder.
  private static final int MOST_PROVIDERS = 100;

  private Plugin() {}

  /// Loads it, and makes its providers.
  ///
  /// @throws UnusablePlugin whatever is wrong with it
  static List<StoreProvider> load(Path folder) throws UnusablePlugin {
    var jars = jars(folder);
    if (jars.isEmpty()) {
      throw new UnusablePlugin("expected a jar, found none");
    }
    try {
      return providers(layer(jars), folder);
    } catch (UnusablePlugin unusable) {
      throw unusable;
    } catch (Throwable thrown) {
      // Whatever code of others does when it is loaded, it is this folder that cannot be used.
      throw new UnusablePlugin(described(thrown));
    }
  }

  private static List<Path> jars(Path folder) throws UnusablePlugin {
    var jars = new ArrayList<Path>();
    try (var files = Files.newDirectoryStream(folder, "*.jar")) {
      files.forEach(jars::add);
    } catch (IOException | DirectoryIteratorException unreadable) {
      throw new UnusablePlugin("expected a folder that can be read, found " + unreadable);
    }
    jars.sort(null);
    return jars;
  }

  private static ModuleLayer layer(List<Path> jars) {
    var finder = ModuleFinder.of(jars.toArray(Path[]::new));
    var names =
        finder.findAll().stream()
            .map(ModuleReference::descriptor)
            .map(descriptor -> descriptor.name())
            .collect(Collectors.toSet());
    var ours = ModuleLayer.boot();
    // Parents first: what we have is never loaded a second time.
    var resolved =
        Configuration.resolve(ModuleFinder.of(), List.of(ours.configuration()), finder, names);
    return ModuleLayer.defineModulesWithOneLoader(
            resolved, List.of(ours), Plugin.class.getClassLoader())
        .layer();
  }

  private static List<StoreProvider> providers(ModuleLayer layer, Path folder)
      throws UnusablePlugin {
    var providers = new ArrayList<StoreProvider>();
    var loaded = ServiceLoader.load(layer, StoreProvider.class).stream().iterator();
    while (loaded.hasNext() && providers.size() < MOST_PROVIDERS) {
      var service = loaded.next();
      // The layers below are looked at, too; what is there we have.
      if (service.type().getModule().getLayer() == layer) {
        var provider = service.get();
        providers.add(new GuardedProvider(type(provider), provider, folder));
      }
    }
    if (providers.isEmpty()) {
      throw new UnusablePlugin(
          "expected a provider of " + StoreProvider.class.getName() + ", found none");
    }
    return providers;
  }

  private static String type(StoreProvider provider) throws UnusablePlugin {
    @Nullable String type = provider.type();
    if (type == null || !TYPE.matcher(type).matches()) {
      throw new UnusablePlugin(
          String.format(
              Locale.ROOT,
              "expected a type of [a-z][a-z0-9]* from %s, found %s",
              provider.getClass().getName(),
              type == null ? "nothing" : "'" + type + "'"));
    }
    return type;
  }

  /// The reason below the wrappings.
  private static String described(Throwable thrown) {
    var root = thrown;
    for (var cause = root.getCause();
        cause != null
            && (root instanceof ServiceConfigurationError
                || root instanceof ExceptionInInitializerError
                || root instanceof InvocationTargetException);
        cause = root.getCause()) {
      root = cause;
    }
    var text = root.getClass().getSimpleName() + ": " + root.getMessage();
    if (root instanceof FindException && root.getCause() != null) {
      text += ", " + root.getCause().getMessage();
    }
    var line = text.replaceAll("\\s+", " ");
    return "found " + line.substring(0, Math.min(line.length(), MOST_LETTERS));
  }
}
