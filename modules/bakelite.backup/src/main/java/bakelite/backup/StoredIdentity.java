package bakelite.backup;

import bakelite.format.FormatException;
import bakelite.format.Formats;
import bakelite.format.Id128;
import bakelite.format.ObjectBytes;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaKey;
import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.Locale;

/// The `id` as it lies in the store. What it says decides whether a writer goes on, and its bytes
/// may be put again; so what does not prove itself is trouble on the way, and is asked for again.
///
/// @param content the object
/// @param replica that it names
record StoredIdentity(Content content, Id128 replica) {
  static ObjectKey key(Replica replica) {
    return replica.keys().key(new ReplicaKey.Identity());
  }

  /// @throws StoreException.Missing when there is none
  /// @throws StoreException.Damaged when what came is no whole `id`
  static StoredIdentity read(Replica replica) throws StoreException {
    var key = key(replica);
    try (var there = replica.store().get(key)) {
      var bytes = there.readExactly(key, Math.toIntExact(there.version().size()));
      var object = Formats.read(ObjectBytes.of(key.text(), bytes));
      // The end carries the hash that binds the rest.
      object.end();
      return new StoredIdentity(Content.of(bytes), object.header().identity().replica());
    } catch (FormatException | IOException | ArithmeticException unreadable) {
      throw new StoreException.Damaged(
          String.format(
              Locale.ROOT,
              "cannot read %s in %s: expected the id of a replica, found what is none (%s)",
              key,
              replica.name(),
              unreadable.getMessage()),
          "it is tried again; where it stays so, the object is damaged: see `bakelite verify`",
          unreadable);
    }
  }
}
