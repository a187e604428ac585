package bakelite.cli.config;

import bakelite.cli.config.Key.Place;
import bakelite.cli.config.Reading.Item;
import bakelite.cli.config.Reading.Value;
import bakelite.cli.source.ReplicaName;
import bakelite.store.StoreAddress;
import bakelite.store.StoreException;
import bakelite.store.StoreSettings;
import bakelite.store.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads the entries under `databases`.
final class EntryReader {
  /// What a folder of a replica may be called in every store.
  private static final Pattern NAME = Pattern.compile("[a-z0-9_-][a-z0-9._-]{0,199}");

  private final Reading reading;
  private final Values values;
  private final Paths paths;
  private final Stores stores;
  private final Settings defaults;
  private final Map<String, Integer> lineOfName = new HashMap<>();
  private final Map<Path, Integer> lineOfPath = new HashMap<>();
  private final List<Value> plainSecrets = new ArrayList<>();

  EntryReader(Reading reading, Values values, Paths paths, Stores stores, Settings defaults) {
    this.reading = reading;
    this.values = values;
    this.paths = paths;
    this.stores = stores;
    this.defaults = defaults;
  }

  /// Secrets that stand in the file itself, rather than in a variable.
  List<Value> plainSecrets() {
    return plainSecrets;
  }

  /// Empty where a problem was noted.
  Optional<DatabaseEntry> read(Item item) {
    var given = reading.map(item, Key.of(Place.DATABASE, Place.SETTINGS));
    var settings = defaults.with(given, values);
    var destination = destination(given, item);
    var path = given.get(Key.DATABASE_PATH);
    if (path == null) {
      problem(item.line(), Key.DATABASE_PATH, "expected the path of a database, found none");
      return Optional.empty();
    }
    var pattern = reading.value(path).flatMap(this::pattern);
    if (pattern.isEmpty()) {
      return Optional.empty();
    }
    var name = name(given, pattern.get(), path.line());
    if (destination.isEmpty() || !isNew(pattern.get(), path.line())) {
      return Optional.empty();
    }
    return Optional.of(
        new DatabaseEntry(
            path.line(),
            pattern.get(),
            name,
            destination.get(),
            place(destination.get()),
            settings.live(),
            settings.backup()));
  }

  private Optional<PathPattern> pattern(Value value) {
    var path = paths.absolute(value);
    try {
      var pattern = path.map(PathPattern::of);
      return pattern.isPresent() && pattern.get().isOne()
          ? paths.file(value).map(PathPattern::of)
          : pattern;
    } catch (PatternSyntaxException broken) {
      problem(
          value.line(),
          Key.DATABASE_PATH,
          "expected a pattern, found '" + value.shown() + "': " + broken.getDescription());
      return Optional.empty();
    }
  }

  private Optional<String> name(Map<Key, Item> given, PathPattern pattern, int line) {
    var named = Optional.ofNullable(given.get(Key.NAME)).flatMap(reading::value);
    if (!pattern.isOne()) {
      named.ifPresent(value ->
          problem(
              value.line(),
              Key.NAME,
              "expected none beside a pattern, which names each file by its path, found '"
                  + value.shown()
                  + "'"));
      return Optional.empty();
    }
    if (named.isPresent() && !NAME.matcher(named.get().text()).matches()) {
      var meant =
          Optional.of(ReplicaName.escaped(named.get().text())).filter(each -> !each.isEmpty());
      var wrong =
          new WrongValue("up to 200 of a-z, 0-9, '.', '_' and '-', and no '.' first", meant);
      problem(named.get().line(), Key.NAME, wrong.found(named.get().shown()));
      return Optional.empty();
    }
    var name = named.map(Value::text).orElseGet(() -> pattern.nameOf(pattern.text()));
    int at = named.map(Value::line).orElse(line);
    var first = lineOfName.putIfAbsent(name, at);
    if (first != null) {
      problem(
          at,
          Key.NAME,
          "expected a name of its own, found '"
              + name
              + "', the name of the database in line "
              + first);
    }
    return Optional.of(name);
  }

  /// Two paths may lead to one file.
  private boolean isNew(PathPattern pattern, int line) {
    var path = pattern.text();
    try {
      path = path.toRealPath();
    } catch (IOException notThere) {
      // As it is written, then.
    }
    var first = lineOfPath.putIfAbsent(path, line);
    if (first != null) {
      problem(
          line,
          Key.DATABASE_PATH,
          "expected each database once, found "
              + pattern.text()
              + " again, first in line "
              + first);
    }
    return first == null;
  }

  private Optional<StoreSettings> destination(Map<Key, Item> given, Item entry) {
    var item = given.get(Key.DESTINATIONS);
    if (item == null) {
      problem(entry.line(), Key.DESTINATIONS, "expected a list with one destination, found none");
      return Optional.empty();
    }
    var items = reading.list(item);
    if (items.isEmpty()) {
      return Optional.empty();
    }
    var list = items.get();
    if (list.size() != 1) {
      problem(
          item.line(),
          Key.DESTINATIONS,
          list.isEmpty()
              ? "expected one destination, found an empty list"
              : "expected one destination, found "
                  + list.size()
                  + ": several copies of a database are not in this version");
      return Optional.empty();
    }
    return destination(list.getFirst());
  }

  private Optional<StoreSettings> destination(Item item) {
    var texts = new LinkedHashMap<String, Value>();
    var items = reading.map(item);
    items.forEach((key, each) -> reading.value(each).ifPresent(value -> texts.put(key, value)));
    if (items.isEmpty() || texts.size() < items.size()) {
      return Optional.empty();
    }
    var type = texts.get(Key.TYPE.text());
    if (type != null && !type.text().equals(StoreAddress.FILE)) {
      return installed(type, texts);
    }
    var known = Set.of(Key.TYPE.text(), Key.DESTINATION_PATH.text());
    items.values().stream()
        .filter(each -> !known.contains(each.key()))
        .forEach(each -> reading.unknown(each, known));
    var path = texts.get(Key.DESTINATION_PATH.text());
    if (path == null) {
      problem(item.line(), Key.DESTINATION_PATH, "expected a folder for the replicas, found none");
      return Optional.empty();
    }
    return paths
        .folder(path)
        .map(folder ->
            new StoreSettings(
                StoreAddress.FILE, Map.of(Key.DESTINATION_PATH.text(), folder.toString())));
  }

  private String place(StoreSettings destination) {
    try {
      return stores.of(destination.type()).name(destination);
    } catch (StoreException notInstalled) {
      return destination.type();
    }
  }

  private Optional<StoreSettings> installed(Value type, Map<String, Value> texts) {
    try {
      var secrets = stores.of(type.text()).secrets();
      texts.values().stream()
          .filter(value -> secrets.contains(value.key()) && value.shown().equals(value.text()))
          .forEach(plainSecrets::add);
    } catch (StoreException unknown) {
      problem(type.line(), Key.TYPE, String.valueOf(unknown.getMessage()));
      return Optional.empty();
    }
    var rest = new LinkedHashMap<String, String>();
    texts.forEach((key, value) -> rest.put(key, value.text()));
    rest.remove(Key.TYPE.text());
    return Optional.of(new StoreSettings(type.text(), rest));
  }

  private void problem(int line, Key key, String what) {
    reading.problems().add(line, key.text(), what);
  }
}
