package bakelite.replica;

import bakelite.store.Fence;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectVersion;
import bakelite.store.StoredObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What one listing of a replica showed.
///
/// @param identity `id`, when it is there
/// @param changeSets ascending by first commit; where two writers were not kept apart, several may
///   begin with the same one
/// @param timeObjects time objects of level 1 and up, ascending by key
/// @param shards ascending by key: by origin, then by the commit as of which they are
/// @param strangers objects under the replica's folders whose names are none of its own
/// @param fence weak when a writer found that the store does not keep two writers apart, and named
///   its objects by its life
/// @param storeTime the store's clock when the listing began
public record Inventory(
    Optional<Entry> identity,
    List<Entry> changeSets,
    List<Entry> timeObjects,
    List<Entry> shards,
    List<StoredObject> strangers,
    Fence fence,
    Instant storeTime) {

  /// One object of the replica.
  ///
  /// @param name what its key says
  /// @param key where it lies
  /// @param version as listed; a reader that gets another one treats the object as missing
  public record Entry(ReplicaKey name, ObjectKey key, ObjectVersion version) {}

  /// The change-set with the greatest first commit.
  public Optional<Entry> head() {
    return changeSets.isEmpty() ? Optional.empty() : Optional.of(changeSets.getLast());
  }

  /// Whether there is nothing at all.
  public boolean isEmpty() {
    return identity.isEmpty()
        && changeSets.isEmpty()
        && timeObjects.isEmpty()
        && shards.isEmpty()
        && strangers.isEmpty();
  }
}
