package bakelite.restore;

import bakelite.format.ObjectHeader.PageRange;
import bakelite.replica.Inventory;
import bakelite.replica.ReplicaException;
import bakelite.replica.ReplicaKey;
import java.util.AbstractList;
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
    var needed =
        history.stretches().stream()
            .filter(each -> each.last() > oldest && each.first() <= target.record().index())
            .toList()
            .reversed();
    return new RestorePlan(target, shards, objects(needed, history));
  }

  /// The objects of stretches, each looked up when it is asked for.
  private static List<Inventory.Entry> objects(List<History.Stretch> needed, History history) {
    return new AbstractList<>() {
      @Override
      public Inventory.Entry get(int at) {
        return history.entry(needed.get(at));
      }

      @Override
      public int size() {
        return needed.size();
      }
    };
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
