package bakelite.replica;

import bakelite.replica.Inventory.Entry;
import bakelite.replica.ReplicaKey.ChangeSet;
import bakelite.replica.ReplicaKey.Identity;
import bakelite.replica.ReplicaKey.Shard;
import bakelite.replica.ReplicaKey.TimeObject;
import bakelite.store.Fence;
import bakelite.store.ListPage;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import bakelite.store.StoredObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Lists one replica, page by page.
final class Listing {
  private final ObjectStore store;
  private final ReplicaKeys keys;
  private final PackedChangeSets changeSets;
  private final List<Entry> timeObjects = new ArrayList<>();
  private final List<Entry> shards = new ArrayList<>();
  private final List<StoredObject> strangers = new ArrayList<>();

  private Listing(ObjectStore store, ReplicaKeys keys) {
    this.store = store;
    this.keys = keys;
    this.changeSets = new PackedChangeSets(keys);
  }

  static Inventory of(ObjectStore store, ReplicaKeys keys) throws StoreException {
    var listing = new Listing(store, keys);
    var storeTime = store.time();
    var idKey = keys.key(new Identity());
    var identity = store.head(idKey).map(version -> new Entry(new Identity(), idKey, version));
    listing.read(keys.changeSets());
    listing.read(keys.timeObjects());
    listing.read(keys.shards());
    return new Inventory(
        identity,
        Collections.unmodifiableList(listing.changeSets),
        List.copyOf(listing.timeObjects),
        List.copyOf(listing.shards),
        List.copyOf(listing.strangers),
        listing.changeSets.haveLives() ? Fence.WEAK : Fence.STRONG,
        storeTime);
  }

  private void read(String prefix) throws StoreException {
    Optional<ObjectKey> after = Optional.empty();
    ListPage page;
    do {
      page = store.list(prefix, after);
      for (var object : page.objects()) {
        if (after.isPresent() && object.key().compareTo(after.get()) <= 0) {
          // Without this a store that forgets where it was would be listed for ever.
          throw new StoreException.Damaged(
              String.format(
                  Locale.ROOT,
                  "cannot list %s in %s: expected keys after %s, found %s",
                  prefix,
                  store.name(),
                  after.get(),
                  object.key()),
              "the store does not list in order; it cannot hold a replica",
              null);
        }
        add(object);
        after = Optional.of(object.key());
      }
    } while (page.more() && !page.objects().isEmpty());
  }

  private void add(StoredObject object) {
    var name = keys.parse(object.key());
    if (name.isEmpty()) {
      strangers.add(object);
      return;
    }
    switch (name.get()) {
      case ChangeSet changeSet -> changeSets.append(changeSet, object.version());
      case TimeObject time -> timeObjects.add(new Entry(time, object.key(), object.version()));
      case Shard shard -> shards.add(new Entry(shard, object.key(), object.version()));
      case Identity() -> strangers.add(object);
    }
  }
}
