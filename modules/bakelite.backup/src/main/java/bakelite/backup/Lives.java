package bakelite.backup;

import bakelite.backup.local.Cursor;
import bakelite.backup.local.LocalState;
import bakelite.format.FormatException;
import bakelite.format.Id128;
import bakelite.format.ObjectReader;
import bakelite.replica.Inventory;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.ReplicaKey;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;

/// Where the lives of writers stand in a replica whose store does not keep them apart: several may
/// have gone on after one commit, and the newest name says nothing about whose is whose.
final class Lives {
  private final Replica replica;
  private final Inventory inventory;

  Lives(Replica replica, Inventory inventory) {
    this.replica = replica;
    this.inventory = inventory;
  }

  /// How a replica stands to what one writer knows of it.
  sealed interface Standing {
    /// Nothing is there that this writer does not know.
    record Ours() implements Standing {}

    /// Another one is at or beyond the place of this one.
    record Theirs() implements Standing {}

    /// What was durable is not there.
    ///
    /// @param newest index of the newest record that is there
    record RolledBack(long newest) implements Standing {}
  }

  /// Compares the replica with the local state of a writer.
  Standing standing(LocalState state) throws StoreException, FormatException, IOException {
    long durable = state.durable().map(Cursor::index).orElse(0L);
    long newest = 0;
    for (var entry : inventory.changeSets().reversed()) {
      var object = replica.openOfAny(entry);
      long last = object.header().span().last();
      newest = Math.max(newest, last);
      if (last > durable && !isSpooled(object, state)) {
        return new Standing.Theirs();
      }
      if (last == durable && object.end().atLast().equals(state.durable().get().atLast())) {
        // What lies before was settled when it was written.
        return new Standing.Ours();
      }
    }
    return durable == 0 ? new Standing.Ours() : new Standing.RolledBack(newest);
  }

  /// The object that ends where a writer stands.
  ///
  /// @throws ReplicaException.Damaged when there is none
  ObjectReader at(Cursor durable)
      throws StoreException, FormatException, IOException, ReplicaException {
    for (var entry : inventory.changeSets().reversed()) {
      var object = replica.openOfAny(entry);
      if (object.end().atLast().equals(durable.atLast())) {
        return object;
      }
    }
    throw new ReplicaException.Damaged(
        replica.keys().changeSets(),
        String.format(Locale.ROOT, "a change-set that ends with commit %,d", durable.index()),
        "none");
  }

  /// Whether it was put without the answer having reached us.
  private static boolean isSpooled(ObjectReader object, LocalState state) {
    return state.spool().everything().stream()
        .anyMatch(entry ->
            entry.first() == object.header().span().first()
                && entry.after().atLast().equals(object.end().atLast()));
  }

  /// The object with the newest record of all lives. Where several have the same index any of them
  /// will do: whoever goes on compares the database with it, and the fork stays named.
  ///
  /// @param id of the replica as its `id` says; where no object is of that replica, the `id` of
  ///   another one that lost a race has replaced it, and any counts
  Optional<ObjectReader> newest(Id128 id) throws StoreException, FormatException, IOException {
    var newestOfEach = new HashMap<Optional<Id128>, Inventory.Entry>();
    for (var entry : inventory.changeSets()) {
      if (entry.name() instanceof ReplicaKey.ChangeSet(long _, var life)) {
        newestOfEach.put(life, entry);
      }
    }
    Optional<ObjectReader> newest = Optional.empty();
    for (var entry :
        newestOfEach.values().stream()
            .sorted(Comparator.comparing(Inventory.Entry::key))
            .toList()) {
      var object = replica.openOfAny(entry);
      if (newest.filter(other -> isBefore(object, other, id)).isEmpty()) {
        newest = Optional.of(object);
      }
    }
    return newest;
  }

  private static boolean isBefore(ObjectReader one, ObjectReader other, Id128 id) {
    boolean isOneOf = one.header().identity().replica().equals(id);
    boolean isOtherOf = other.header().identity().replica().equals(id);
    return isOneOf == isOtherOf ? last(one) < last(other) : isOtherOf;
  }

  private static long last(ObjectReader object) {
    return object.header().span().last();
  }
}
