package bakelite.restore;

import bakelite.format.Compression;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaKey;
import bakelite.replica.ReplicaKeys;
import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import bakelite.store.testkit.MemoryStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SortedMap;
import java.util.TreeMap;

/// A replica made straight from the format, and the truth beside it.
///
/// @param chronicle the truth
/// @param prefix of every key
/// @param objects the bytes of every object
record Specimen(Chronicle chronicle, String prefix, SortedMap<ObjectKey, byte[]> objects) {

  /// Collects what a specimen is made of.
  static final class Maker {
    private final Chronicle chronicle;
    private final ObjectMaker maker;
    private final ReplicaKeys keys;
    private final SortedMap<ObjectKey, byte[]> objects = new TreeMap<>();

    Maker(Chronicle chronicle, Compression compression, String prefix) {
      this.chronicle = chronicle;
      maker = new ObjectMaker(chronicle, compression);
      keys = new ReplicaKeys(prefix);
    }

    /// Adds a shard of the origin that is the newest as of that index.
    Maker shard(long asOf, PageRange range) {
      var moment = chronicle.moment(asOf);
      var name = new ReplicaKey.Shard(moment.origin(), asOf, range, moment.at().tag());
      objects.put(keys.key(name), maker.shard(asOf, range));
      return this;
    }

    /// Adds a fence behind the newest commit.
    Maker fence() {
      long index = chronicle.moments().size() + 1L;
      objects.put(keys.key(new ReplicaKey.ChangeSet(index)), maker.fence(index));
      return this;
    }

    /// Adds the identity and the change-sets.
    Specimen done() {
      objects.put(keys.key(new ReplicaKey.Identity()), maker.identity());
      int commits = chronicle.moments().size();
      for (int first = 1; first <= commits; ) {
        int last = first;
        while (last < commits && chronicle.moment(last + 1).joins()) {
          last++;
        }
        objects.put(keys.key(new ReplicaKey.ChangeSet(first)), maker.changeSet(first, last));
        first = last + 1;
      }
      return new Specimen(chronicle, keys.prefix(), objects);
    }
  }

  /// Puts every object into a store.
  Replica in(ObjectStore store) throws StoreException {
    for (var object : objects.entrySet()) {
      store.putIfAbsent(object.getKey(), Content.of(object.getValue()));
    }
    return new Replica(store, prefix);
  }

  /// Puts every object into a store of its own.
  Replica inMemory() throws StoreException {
    return in(memory());
  }

  /// An empty store.
  static MemoryStore memory() {
    return new MemoryStore(InstantSource.fixed(Instant.parse("2026-11-26T12:00:00Z")));
  }
}
