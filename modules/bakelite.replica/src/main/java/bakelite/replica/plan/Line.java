package bakelite.replica.plan;

import bakelite.format.DamagedException;
import bakelite.format.FormatException;
import bakelite.format.ObjectHeader.Identity;
import bakelite.replica.Inventory;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.store.Fence;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;

/// The change-sets that make one history.
///
/// @param ordinals their places in the listing, ascending
/// @param fork where the histories of the replica part
/// @param ids of the replica and the database; absent where they are those of its `id`
record Line(List<Integer> ordinals, Optional<Fork> fork, Optional<Identity> ids) {

  /// The branch that was chosen; without one all that the histories have in common.
  ///
  /// @throws ReplicaException.NotFound when there is no such branch
  static Line of(Replica replica, Inventory inventory)
      throws ReplicaException, StoreException, FormatException, IOException {
    var changeSets = inventory.changeSets();
    boolean isSingle = Branches.firstDouble(changeSets) == changeSets.size();
    if (changeSets.isEmpty() || (isSingle && replica.branch().isEmpty())) {
      return new Line(all(changeSets.size()), Optional.empty(), idsOf(replica, inventory));
    }
    var branches = Branches.of(replica, inventory);
    var fork = branches.isForked() ? Optional.of(branches.fork()) : Optional.<Fork>empty();
    if (replica.branch().isEmpty()) {
      return new Line(branches.trunk(), fork, Optional.empty());
    }
    var chosen = Fork.choose(replica.branch().get(), branches.all());
    var newest = replica.openOfAny(changeSets.get(chosen.ordinals().getLast()));
    return new Line(chosen.ordinals(), fork, Optional.of(newest.header().identity()));
  }

  /// In a store that does not keep writers apart a late `id` may have replaced the right one, so
  /// the objects are asked themselves.
  private static Optional<Identity> idsOf(Replica replica, Inventory inventory)
      throws StoreException, FormatException, IOException {
    var head = inventory.head();
    if (inventory.fence() == Fence.STRONG || head.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(replica.openOfAny(head.get()).header().identity());
    } catch (DamagedException _) {
      return Optional.empty();
    }
  }

  private static List<Integer> all(int size) {
    return new AbstractList<>() {
      @Override
      public Integer get(int at) {
        return at;
      }

      @Override
      public int size() {
        return size;
      }
    };
  }
}
