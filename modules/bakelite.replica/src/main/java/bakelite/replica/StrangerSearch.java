package bakelite.replica;

import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Looks for what lies in a replica's place and is none of a replica's. Leaps over the folders that
/// are a replica's own, so a large one costs no more than a small one.
final class StrangerSearch {
  /// Sorts after every name that a replica gives.
  private static final String LAST = "zzzzzzzz";

  /// No more pages than this are looked at.
  private static final int MOST_PAGES = 100;

  private StrangerSearch() {}

  static List<String> in(ObjectStore store, ReplicaKeys keys, int most) throws StoreException {
    var found = new TreeSet<String>();
    Optional<ObjectKey> after = Optional.empty();
    for (var pages = 0; pages < MOST_PAGES && found.size() < most; pages++) {
      var page = store.list(keys.prefix(), after);
      found.addAll(page.strangers());
      Optional<ObjectKey> leap = Optional.empty();
      for (var object : page.objects()) {
        leap = own(keys, object.key());
        if (leap.isPresent()) {
          break;
        }
        if (keys.isBeside(object.key())) {
          found.add(object.key().text());
        }
      }
      if (leap.isEmpty() && !page.more()) {
        break;
      }
      after = leap.isPresent() ? leap : Optional.of(page.objects().getLast().key());
    }
    return found.stream().limit(most).toList();
  }

  /// Where to go on when a key lies in a folder of a replica.
  private static Optional<ObjectKey> own(ReplicaKeys keys, ObjectKey key) {
    for (var folder :
        List.of(keys.changeSets(), keys.timeObjects(), keys.shards(), keys.trials())) {
      var leap = new ObjectKey(folder + LAST);
      if (key.text().startsWith(folder) && key.compareTo(leap) < 0) {
        return Optional.of(leap);
      }
    }
    return Optional.empty();
  }
}
