package bakelite.backup;

import bakelite.format.CommitFlag;
import bakelite.format.FormatException;
import bakelite.format.Id128;
import bakelite.replica.Inventory;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaKey;
import bakelite.store.Fence;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.Optional;

/// Finds out who wrote the newest objects of a replica: the claim with which that life of a writer
/// began.
final class LastClaim {
  /// Commits that an earlier process had captured come before the claim, in few objects.
  private static final int MOST_BEFORE_CLAIM = 16;

  private LastClaim() {}

  /// The note of the claim of the newest life, or an empty text.
  ///
  /// @param life of the newest object
  static String note(Replica replica, Inventory inventory, Id128 life)
      throws StoreException, FormatException, IOException {
    var entries = inventory.changeSets();
    if (inventory.fence() == Fence.WEAK) {
      var named = ofNamed(replica, inventory, life);
      if (named.isPresent()) {
        return named.get();
      }
    }
    // Lives follow one another, so the first object of the newest one is found by halving.
    int low = 0;
    int high = entries.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean isOfLife =
          replica.openOfAny(entries.get(middle)).header().identity().life().equals(life);
      if (isOfLife) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    var end = replica.openOfAny(entries.get(low)).end();
    return end.last().flags().contains(CommitFlag.CLAIM) ? end.note() : "";
  }

  /// Where objects are named by their lives, those of one need not be searched for.
  private static Optional<String> ofNamed(Replica replica, Inventory inventory, Id128 life)
      throws StoreException, FormatException, IOException {
    int looked = 0;
    for (var entry : inventory.changeSets()) {
      if (entry.name() instanceof ReplicaKey.ChangeSet(long _, var named)
          && named.equals(Optional.of(life))) {
        var end = replica.openOfAny(entry).end();
        if (end.last().flags().contains(CommitFlag.CLAIM)) {
          return Optional.of(end.note());
        }
        if (++looked == MOST_BEFORE_CLAIM) {
          break;
        }
      }
    }
    return looked == 0 ? Optional.empty() : Optional.of("");
  }
}
