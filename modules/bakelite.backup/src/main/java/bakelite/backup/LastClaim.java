package bakelite.backup;

import bakelite.format.CommitFlag;
import bakelite.format.FormatException;
import bakelite.format.Id128;
import bakelite.replica.Inventory;
import bakelite.replica.Replica;
import bakelite.store.StoreException;
import java.io.IOException;

/// Finds out who wrote the newest objects of a replica: the claim with which that life of a writer
/// began.
final class LastClaim {
  private LastClaim() {}

  /// The note of the claim of the newest life, or an empty text.
  ///
  /// @param life of the newest object
  static String note(Replica replica, Inventory inventory, Id128 life)
      throws StoreException, FormatException, IOException {
    // Lives follow one another, so the first object of the newest one is found by halving.
    var entries = inventory.changeSets();
    int low = 0;
    int high = entries.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean isOfLife = replica.open(entries.get(middle)).header().identity().life().equals(life);
      if (isOfLife) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    var end = replica.open(entries.get(low)).end();
    return end.last().flags().contains(CommitFlag.CLAIM) ? end.note() : "";
  }
}
