package bakelite.replica;

import bakelite.replica.ReplicaKey.Identity;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/// Finds the replicas of a store: each lies in a folder of the first level, or the store is one.
///
/// A replica shows itself by its identity or by any of its objects, so one that lost its identity
/// is still found, and called damaged rather than absent.
final class ReplicaSearch {
  /// Sorts after every name that a replica gives: with it the search leaps over a folder's content.
  private static final String LAST = "zzzzzzzz";

  private ReplicaSearch() {}

  static List<String> namesIn(ObjectStore store) throws StoreException {
    if (isReplica(store, new ReplicaKeys(""))) {
      return List.of("");
    }
    // Keys come in another order than names: `app-old/c` before `app/c`.
    var names = new TreeSet<String>();
    Optional<ObjectKey> after = Optional.empty();
    while (true) {
      var page = store.list("", after);
      if (page.objects().isEmpty()) {
        return List.copyOf(names);
      }
      var key = page.objects().getFirst().key();
      int slash = key.text().indexOf('/');
      if (slash < 0) {
        after = Optional.of(key);
        continue;
      }
      var folder = key.text().substring(0, slash);
      if (!names.contains(folder) && isReplica(store, new ReplicaKeys(folder + "/"))) {
        names.add(folder);
      }
      var leap = new ObjectKey(folder + "/" + LAST);
      after = Optional.of(key.compareTo(leap) < 0 ? leap : key);
    }
  }

  private static boolean isReplica(ObjectStore store, ReplicaKeys keys) throws StoreException {
    if (store.head(keys.key(new Identity())).isPresent()) {
      return true;
    }
    for (var folder : List.of(keys.changeSets(), keys.shards(), keys.timeObjects())) {
      for (var object : store.list(folder, Optional.empty()).objects()) {
        if (keys.parse(object.key()).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  static Replica find(ObjectStore store, Optional<String> name) throws ReplicaException {
    try {
      if (name.isPresent()) {
        return named(store, name.get());
      }
      var names = namesIn(store);
      if (names.size() == 1) {
        return new Replica(store, prefix(names.getFirst()));
      }
      if (names.isEmpty()) {
        throw new ReplicaException.NothingYet(
            String.format(
                Locale.ROOT, "cannot find a replica in %s: expected one, found none", store.name()),
            "check the address; a replica is the folder that holds `id`, or the one above it");
      }
      throw new ReplicaException.NotFound(
          String.format(
              Locale.ROOT,
              "cannot choose a replica in %s: expected one, found %s",
              store.name(),
              String.join(", ", names)),
          "name one with --db");
    } catch (StoreException trouble) {
      throw new ReplicaException.Storage(trouble);
    }
  }

  private static Replica named(ObjectStore store, String name)
      throws StoreException, ReplicaException {
    boolean canBe = name.isEmpty() || ObjectKey.isKey(name);
    if (canBe) {
      var replica = new Replica(store, prefix(name));
      if (isReplica(store, replica.keys())) {
        return replica;
      }
    }
    var names = namesIn(store);
    var message =
        String.format(
            Locale.ROOT,
            "cannot find the replica '%s' in %s: expected a folder of that name, found %s",
            name,
            store.name(),
            names.isEmpty() ? "no replica" : String.join(", ", names));
    var hint = "check the name and the address";
    throw canBe
        ? new ReplicaException.NothingYet(message, hint)
        : new ReplicaException.NotFound(message, hint);
  }

  private static String prefix(String name) {
    return name.isEmpty() ? "" : name + "/";
  }
}
