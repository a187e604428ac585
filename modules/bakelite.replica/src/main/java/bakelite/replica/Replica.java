package bakelite.replica;

import bakelite.format.FormatException;
import bakelite.format.Formats;
import bakelite.format.Id128;
import bakelite.format.ObjectReader;
import bakelite.replica.Inventory.Entry;
import bakelite.replica.ReplicaKey.Identity;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All objects of one database in one store.
public final class Replica {
  private final ObjectStore store;
  private final ReplicaKeys keys;
  private final Optional<String> branch;
  private volatile Optional<Id128> id = Optional.empty();
  private volatile boolean isSettled;

  /// @param prefix of every key: empty, or a name that ends with a slash
  public Replica(ObjectStore store, String prefix) {
    this(store, new ReplicaKeys(prefix), Optional.empty());
  }

  private Replica(ObjectStore store, ReplicaKeys keys, Optional<String> branch) {
    this.store = store;
    this.keys = keys;
    this.branch = branch;
  }

  /// The same replica, of whose histories one is meant.
  ///
  /// @param life the beginning of the life of a writer that wrote in that one alone
  public Replica onBranch(String life) {
    return new Replica(store, keys, Optional.of(life));
  }

  /// The history that is meant where there are several.
  public Optional<String> branch() {
    return branch;
  }

  /// From now on only objects of this replica are opened, whatever the `id` says. Of two first
  /// starts at once one may have overwritten the other's `id`.
  public void settleOn(Id128 replica) {
    id = Optional.of(replica);
    isSettled = true;
  }

  /// The names of all replicas in a store, ascending; the empty name is a replica without a folder.
  public static List<String> namesIn(ObjectStore store) throws StoreException {
    return ReplicaSearch.namesIn(store);
  }

  /// The replica of a name, or the only one that a store holds.
  ///
  /// @param name of its folder; when it is absent the store must be a replica, or hold exactly one
  /// @throws ReplicaException.NotFound when there is none, or several and no name
  public static Replica in(ObjectStore store, Optional<String> name) throws ReplicaException {
    return ReplicaSearch.find(store, name);
  }

  /// Where the objects lie.
  public ObjectStore store() {
    return store;
  }

  /// What they are called.
  public ReplicaKeys keys() {
    return keys;
  }

  /// What the replica is called: its folder in the store, or the store when it has none.
  public String name() {
    var prefix = keys.prefix();
    return prefix.isEmpty() ? store.name() : prefix.substring(0, prefix.length() - 1);
  }

  /// Lists the replica: change-sets, then time objects, then shards. In this order nothing that a
  /// compaction or a fold moves from one to the next goes unseen.
  public Inventory list() throws StoreException {
    return Listing.of(store, keys);
  }

  /// What lies in the replica's place, outside the folders that are its own, and is nothing of a
  /// replica: keys, and names that cannot be keys.
  ///
  /// @param most how many are named at most
  public List<String> strangers(int most) throws StoreException {
    return StrangerSearch.in(store, keys, most);
  }

  /// Objects that lie beside the replica's folders and are none of its own.
  ///
  /// @param most how many of them are named
  public List<ObjectKey> strangersBeside(int most) throws StoreException {
    var found = new ArrayList<ObjectKey>();
    Optional<ObjectKey> after = Optional.empty();
    while (true) {
      var page = store.list(keys.prefix(), after);
      for (var object : page.objects()) {
        if (found.size() < most && keys.isBeside(object.key())) {
          found.add(object.key());
        }
      }
      if (!page.more() || page.objects().isEmpty() || found.size() == most) {
        return found;
      }
      after = Optional.of(page.objects().getLast().key());
    }
  }

  /// The identity object, or empty when there is none.
  public Optional<ObjectReader> identity() throws StoreException, FormatException, IOException {
    var key = keys.key(new Identity());
    var version = store.head(key);
    if (version.isEmpty()) {
      return Optional.empty();
    }
    var reader = openOfAny(new Entry(new Identity(), key, version.get()));
    if (!isSettled) {
      checkIdentity(key, reader);
    }
    return Optional.of(reader);
  }

  /// The identity object of a replica that is there.
  ///
  /// @throws ReplicaException.NothingYet when there is nothing of a replica
  /// @throws ReplicaException.Damaged when there is all but the identity
  public ObjectReader identified()
      throws ReplicaException, StoreException, FormatException, IOException {
    var identity = identity();
    if (identity.isPresent()) {
      return identity.get();
    }
    var found = list();
    if (found.changeSets().isEmpty() && found.timeObjects().isEmpty() && found.shards().isEmpty()) {
      throw new ReplicaException.NothingYet(
          "cannot find a replica in " + store.name() + " " + name(),
          "name the folder or address that `replicate` was given, or the replica's own folder in"
              + " it");
    }
    throw new ReplicaException.Damaged(
        keys.key(new Identity()).text(), "the identity of the replica", "none");
  }

  /// Opens an object, of exactly the version that was listed, and proves that its header says what
  /// its key and the replica's identity say.
  ///
  /// @throws StoreException.Missing when it is gone, or another one lies in its place
  public ObjectReader open(Entry entry) throws StoreException, FormatException, IOException {
    var reader = openOfAny(entry);
    checkIdentity(entry.key(), reader);
    return reader;
  }

  /// The same, and whose replica it is of is not asked: where a store does not keep two writers
  /// apart, objects of one that lost the race for the `id` may lie between the others.
  public ObjectReader openOfAny(Entry entry) throws StoreException, FormatException, IOException {
    try {
      var reader = Formats.read(new StoredBytes(store, entry));
      Agreement.check(entry, reader);
      return reader;
    } catch (StoreReadException trouble) {
      throw trouble.store();
    }
  }

  private void checkIdentity(ObjectKey key, ObjectReader reader) throws FormatException {
    // The first object opened decides: `id` where it can be read, else whichever comes first. The
    // lineage starts from these ids, so objects of two replicas cannot be mixed even without `id`.
    var found = reader.header().identity().replica();
    if (id.isEmpty()) {
      id = Optional.of(found);
    }
    Agreement.equal(key, "replica", id.get(), found);
  }
}
