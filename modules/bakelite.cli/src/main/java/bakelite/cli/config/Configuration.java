package bakelite.cli.config;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import bakelite.store.StoreSettings;
import bakelite.store.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the configuration file says.
public final class Configuration {
  private final Path file;
  private final Optional<Path> stateFolder;
  private final Stores stores;
  private final Optional<ListenAddress> listen;
  private final List<DatabaseEntry> entries;
  private final List<String> warnings;

  Configuration(
      Path file,
      Optional<Path> stateFolder,
      Stores stores,
      Optional<ListenAddress> listen,
      List<DatabaseEntry> entries,
      List<String> warnings) {
    this.file = file;
    this.stores = stores;
    this.listen = listen;
    this.stateFolder = stateFolder;
    this.entries = List.copyOf(entries);
    this.warnings = List.copyOf(warnings);
  }

  /// Where it was read from.
  public Path file() {
    return file;
  }

  /// Where local state lies, when the file says so.
  public Optional<Path> stateFolder() {
    return stateFolder;
  }

  /// The providers of the types that stand in it.
  public Stores stores() {
    return stores;
  }

  /// Where metrics and health are served; empty where they are not.
  public Optional<ListenAddress> listen() {
    return listen;
  }

  /// What stands in it and is not done by this version, one line each.
  public List<String> warnings() {
    return warnings;
  }

  /// The databases that there are now.
  ///
  /// @param members by name, in the order of the file
  /// @param problems what a pattern could not look at
  /// @param clashes files that are left out, because another one has their name
  public record Found(List<Member> members, List<String> problems, List<String> clashes) {}

  /// Whether files may come and go.
  public boolean hasPatterns() {
    return entries.stream().anyMatch(entry -> !entry.path().isOne());
  }

  /// How often somebody wants the disk to be looked at.
  public Optional<Duration> shortestPoll() {
    return entries.stream()
        .map(entry -> entry.backup().safetyPoll())
        .min(Comparator.naturalOrder());
  }

  /// Looks which files the patterns match now.
  public Found members() {
    var members = new LinkedHashMap<String, Member>();
    var problems = new ArrayList<String>();
    var clashes = new ArrayList<String>();
    var named = new HashMap<Path, DatabaseEntry>();
    entries.stream()
        .filter(entry -> entry.path().isOne())
        .forEach(entry -> named.put(entry.path().text(), entry));
    for (var entry : inOrder()) {
      var found = entry.path().files();
      problems.addAll(found.problems());
      for (var path : found.files()) {
        // A file that has an entry of its own is none of a pattern's.
        if (entry.path().isOne() || !named.containsKey(path)) {
          add(entry, path, members, clashes);
        }
      }
    }
    return new Found(List.copyOf(members.values()), problems, clashes);
  }

  /// Entries of one file first: their names are what a pattern's files must keep away from.
  private List<DatabaseEntry> inOrder() {
    return entries.stream()
        .sorted(Comparator.comparing((DatabaseEntry entry) -> !entry.path().isOne()))
        .toList();
  }

  private void add(
      DatabaseEntry entry, Path path, Map<String, Member> members, List<String> clashes) {
    var name = entry.name().orElseGet(() -> entry.path().nameOf(path));
    var member =
        new Member(
            name,
            path,
            entry.path().isOne(),
            entry.destination(),
            entry.place(),
            entry.live(),
            entry.backup());
    var other = members.putIfAbsent(name, member);
    if (other != null && !other.path().equals(path)) {
      clashes.add(
          file
              + ":"
              + entry.line()
              + ": path: expected a name of its own for "
              + path
              + ", found '"
              + name
              + "', the name of "
              + other.path());
    }
  }

  /// Where the replica of a database is, to be looked for in this order: one place, or where the
  /// files of patterns go, for a file that is lost matches none.
  ///
  /// @throws CommandException of kind not found or usage
  Places places(Optional<String> name) throws CommandException {
    var members = members().members();
    var names = members.stream().map(Member::name).toList();
    if (name.isEmpty() && members.size() != 1) {
      throw new CommandException(
          ExitCode.USAGE,
          "cannot choose a database of " + file + ": expected --db with one of " + names,
          "name one of them with --db, or the replica's place as SOURCE");
    }
    var wanted = name.orElseGet(names::getFirst);
    var known = members.stream().filter(member -> member.name().equals(wanted)).findFirst();
    var places =
        known.isPresent()
            ? List.of(known.get().destination())
            : entries.stream()
                .filter(entry -> !entry.path().isOne())
                .map(DatabaseEntry::destination)
                .distinct()
                .toList();
    if (places.isEmpty()) {
      throw new CommandException(
          ExitCode.NOT_FOUND,
          "cannot find the database '" + wanted + "' in " + file + ": expected one of " + names,
          Nearest.to(wanted, names)
              .map(meant -> "did you mean " + meant + "?")
              .orElse("the name is the file name without its ending, where the file gives none"));
    }
    return new Places(wanted, places);
  }

  /// Where to look for the replica of a name; at least one place.
  record Places(String name, List<StoreSettings> destinations) {}
}
