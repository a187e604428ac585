package bakelite.backup;

import bakelite.format.CommitFlag;
import bakelite.format.FormatException;
import bakelite.format.Id128;
import bakelite.replica.Inventory;
import bakelite.replica.Replica;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.List;

/// Finds out who wrote the newest objects of a replica: the claim with which that life of a writer
/// began.
final class LastClaim {
  /// Objects looked at, newest first. A claim further back stays unnamed; only a message needs it.
  private static final int MOST_OBJECTS = 2000;

  private LastClaim() {}

  /// The note of the claim of `life`, or an empty text.
  static String note(Replica replica, Inventory inventory, Id128 life)
      throws StoreException, FormatException, IOException {
    List<Inventory.Entry> newestFirst = inventory.changeSets().reversed();
    for (var entry : newestFirst.subList(0, Math.min(MOST_OBJECTS, newestFirst.size()))) {
      var object = replica.open(entry);
      if (!object.header().identity().life().equals(life)) {
        break;
      }
      if (object.end().last().flags().contains(CommitFlag.CLAIM)) {
        return object.end().note();
      }
    }
    return "";
  }
}
