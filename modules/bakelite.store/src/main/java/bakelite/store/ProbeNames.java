package bakelite.store;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/// The names of the objects of one probe. Where objects can be deleted each name is new, so that
/// two probes at once do not meet, and gone afterwards. Where they cannot, the same few names are
/// used by every probe, so that objects do not pile up.
final class ProbeNames {
  private static final String START = "probe-";

  /// How many names there are where nothing can be deleted.
  static final int FIXED = 8;

  private final ObjectStore store;
  private final String prefix;
  private final RandomGenerator random;
  private final boolean mayDelete;
  private final List<ObjectKey> used = new ArrayList<>();

  private ProbeNames(ObjectStore store, String prefix, RandomGenerator random, boolean mayDelete) {
    this.store = store;
    this.prefix = prefix;
    this.random = random;
    this.mayDelete = mayDelete;
  }

  /// Finds out whether objects can be deleted, by deleting one that is not there.
  static ProbeNames in(ObjectStore store, String prefix, RandomGenerator random)
      throws StoreException {
    try {
      store.delete(List.of(drawn(prefix, random)));
      return new ProbeNames(store, prefix, random, true);
    } catch (StoreException.Denied _) {
      return new ProbeNames(store, prefix, random, false);
    }
  }

  private static ObjectKey drawn(String prefix, RandomGenerator random) {
    return new ObjectKey(prefix + START + HexFormat.of().toHexDigits(random.nextLong()));
  }

  boolean mayDelete() {
    return mayDelete;
  }

  /// A name that no call before was given; where nothing can be deleted there may be an object.
  ObjectKey next() {
    var key =
        mayDelete ? drawn(prefix, random) : new ObjectKey(prefix + START + used.size() % FIXED);
    used.add(key);
    return key;
  }

  /// What was handed out.
  List<ObjectKey> used() {
    return List.copyOf(used);
  }

  /// Deletes all objects, if that can be done at all.
  void cleanUp() throws StoreException {
    if (mayDelete && !used.isEmpty()) {
      store.delete(used());
    }
  }
}
