package bakelite.restore;

import bakelite.format.FormatException;
import bakelite.format.ObjectReader;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.ReplicaKey;
import bakelite.store.StoreException;
import java.io.IOException;

/// Tells a replica that lost its identity from a place where there is none.
final class Identification {
  private Identification() {}

  /// The identity object.
  ///
  /// @throws ReplicaException.NotFound when there is nothing of a replica
  /// @throws ReplicaException.Damaged when there is all but the identity
  static ObjectReader of(Replica replica)
      throws ReplicaException, StoreException, FormatException, IOException {
    var identity = replica.identity();
    if (identity.isPresent()) {
      return identity.get();
    }
    var found = replica.list();
    if (found.changeSets().isEmpty() && found.timeObjects().isEmpty() && found.shards().isEmpty()) {
      throw new ReplicaException.NothingYet(
          "cannot find a replica in " + replica.store().name() + " " + replica.name(),
          "name the folder or address that `replicate` was given, or the replica's own folder in"
              + " it");
    }
    var key = replica.keys().key(new ReplicaKey.Identity());
    throw Damage.of(key.text(), "the identity of the replica", "none");
  }
}
