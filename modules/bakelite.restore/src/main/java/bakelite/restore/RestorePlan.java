package bakelite.restore;

import bakelite.format.ObjectHeader.PageRange;
import bakelite.replica.Inventory;
import bakelite.replica.ReplicaException;
import bakelite.replica.ReplicaKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The objects that a restore needs: the shards that hold every page, and the change-sets from
/// there to the commit.
///
/// @param target the commit
/// @param shards one for each range of pages, ascending, each as of a commit not after the target
/// @param changeSets newest first; those after the oldest of the shards
record RestorePlan(History.Commit target, List<Shard> shards, List<Inventory.Entry> changeSets) {

  /// A shard of the plan.
  record Shard(Inventory.Entry entry, long asOf, PageRange range) {}

  /// Makes the plan for a commit.
  ///
  /// @throws ReplicaException.Damaged names the range of pages for which there is no shard
  static RestorePlan of(History.Commit target, History history) throws ReplicaException {
    var shards = tiling(target, history);
    long oldest = shards.stream().mapToLong(Shard::asOf).min().orElse(0);
    var changeSets = new ArrayList<Inventory.Entry>();
    for (var commit : history.commits().headMap(target.record().index(), true).values()) {
      boolean isNew =
          changeSets.isEmpty() || !changeSets.getLast().key().equals(commit.entry().key());
      if (commit.record().index() > oldest && isNew) {
        changeSets.add(commit.entry());
      }
    }
    return new RestorePlan(target, shards, changeSets.reversed());
  }

  private static List<Shard> tiling(History.Commit target, History history)
      throws ReplicaException {
    var candidates = new ArrayList<Shard>();
    for (var entry : history.shards()) {
      if (entry.name() instanceof ReplicaKey.Shard(long origin, long asOf, var range, var _)
          && origin == target.origin()
          && asOf <= target.record().index()) {
        candidates.add(new Shard(entry, asOf, range));
      }
    }
    candidates.sort(Comparator.comparingLong(Shard::asOf).reversed());
    var tiling = new ArrayList<Shard>();
    long next = 1;
    while (next <= PageRange.END) {
      long page = next;
      var shard =
          candidates.stream()
              .filter(candidate -> candidate.range().contains(page))
              .findFirst()
              .orElseThrow(() -> missing(target, page, history));
      // A shard of another cut may begin before the page; only what follows is taken from it.
      tiling.add(new Shard(shard.entry(), shard.asOf(), new PageRange(page, shard.range().to())));
      next = shard.range().to() + 1;
    }
    return tiling;
  }

  private static ReplicaException missing(History.Commit target, long page, History history) {
    return Damage.of(
        history.keys().shards(target.origin()),
        "a shard that holds page " + History.number(page),
        "none");
  }

  /// The index as of which the shard of a page is; images that are not newer do not count.
  long asOf(long page) {
    int low = 0;
    int high = shards.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (page > shards.get(middle).range().to()) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return shards.get(low).asOf();
  }
}
