package bakelite.cli.config;

import bakelite.cli.command.CommandException;
import bakelite.cli.config.Key.Place;
import bakelite.cli.config.Reading.Item;
import bakelite.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads a configuration file; what is wrong in it is told all at once.
final class ConfigurationReader {
  private final Path file;
  private final Problems problems;
  private final Reading reading;
  private final Set<String> warnings = new LinkedHashSet<>();
  private final Values values;
  private final Paths paths;
  private final Function<Optional<Path>, Stores> stores;

  /// @param environment what `${NAME}` stands for
  /// @param here where a relative path was probably meant to start
  /// @param stores by the folder of providers that the file names
  ConfigurationReader(
      Path file,
      Map<String, String> environment,
      Path here,
      Function<Optional<Path>, Stores> stores) {
    this.file = file;
    this.problems = new Problems(file);
    this.reading = new Reading(problems, environment);
    this.values = new Values(reading, warnings);
    this.paths = new Paths(problems, here);
    this.stores = stores;
  }

  /// @throws CommandException of kind usage that names every problem
  /// @throws IOException when the file cannot be read
  Configuration read() throws CommandException, IOException {
    var root = YamlFile.read(file, problems);
    problems.refuse();
    if (root.isEmpty()) {
      problems.add(1, Key.DATABASES.text(), "expected a list, found an empty file");
      problems.refuse();
    }
    var configuration = configuration(root.orElseThrow());
    problems.refuse();
    return configuration;
  }

  private boolean isReadByOthers() throws IOException {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
  }

  /// The folder of providers alone, wherever else the file is wrong: a database is brought back
  /// from an address by a machine on which nobody has time to mend it.
  Optional<Path> providers() throws CommandException, IOException {
    var root = YamlFile.read(file, problems);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    return providers(reading.map(new Item("file", 1, root.get()), Key.of(Place.TOP)));
  }

  private Optional<Path> providers(Map<Key, Item> top) {
    var value = Optional.ofNullable(top.get(Key.PROVIDERS_DIR)).flatMap(reading::value);
    var folder = value.flatMap(paths::folder);
    if (folder.isPresent() && !Files.isDirectory(folder.get())) {
      problems.add(
          value.orElseThrow().line(),
          Key.PROVIDERS_DIR.text(),
          "expected a folder, found none at '" + value.orElseThrow().shown() + "'");
      return Optional.empty();
    }
    return folder;
  }

  private Configuration configuration(Node root) throws IOException {
    var top = reading.map(new Item("file", 1, root), Key.of(Place.TOP));
    var state =
        Optional.ofNullable(top.get(Key.STATE_DIR)).flatMap(reading::value).flatMap(paths::folder);
    var known = stores.apply(providers(top));
    var listen =
        Optional.ofNullable(top.get(Key.LISTEN))
            .flatMap(item -> values.read(Key.LISTEN, item))
            .map(ListenAddress::of);
    var defaults = Settings.none();
    if (top.containsKey(Key.DEFAULTS)) {
      var given = reading.map(top.get(Key.DEFAULTS), Key.of(Place.SETTINGS));
      defaults = defaults.with(given, values);
    }
    var entries = new ArrayList<DatabaseEntry>();
    var databases = top.get(Key.DATABASES);
    if (databases == null) {
      problems.add(1, Key.DATABASES.text(), "expected a list of databases, found none");
    } else {
      var reader = new EntryReader(reading, values, paths, known, defaults);
      var items = reading.list(databases);
      if (items.isPresent() && items.get().isEmpty()) {
        problems.add(databases.line(), databases.key(), "expected a database, found an empty list");
      }
      items.orElse(List.of()).forEach(item -> reader.read(item).ifPresent(entries::add));
      if (isReadByOthers()) {
        reader
            .plainSecrets()
            .forEach(secret ->
                problems.add(
                    secret.line(),
                    secret.key(),
                    "expected a secret in a file that its owner and group alone can read, found it in one that all can read (chmod o-r "
                        + file
                        + ", or name a file with "
                        + secret.key()
                        + "_file)"));
      }
    }
    return new Configuration(file, state, known, listen, entries, new ArrayList<>(warnings));
  }
}
