package bakelite.replica.plan;

import bakelite.format.ObjectHeader.PageRange;
import bakelite.replica.Inventory;
import bakelite.replica.ReplicaException;
import bakelite.replica.ReplicaKey;
import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/// The objects that a restore needs: the shards that hold every page, and the change-sets from
/// there to the commit.
///
/// @param target the commit
/// @param shards one for each range of pages, ascending, each as of a commit not after the target
/// @param changeSets newest first; those after the oldest of the shards
public record RestorePlan(
    History.Commit target, List<Shard> shards, List<Inventory.Entry> changeSets) {

  /// A shard of the plan.
  ///
  /// @param range the pages that count; those before are another shard's
  public record Shard(Inventory.Entry entry, long asOf, PageRange range) {}

  /// Makes the plan for a commit.
  ///
  /// @throws ReplicaException.Damaged names the range of pages for which there is no shard
  public static RestorePlan of(History.Commit target, History history) throws ReplicaException {
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
    var ahead = candidates(target, history);
    // Those that begin at or before the page; the one as of the newest commit first.
    var begun =
        new PriorityQueue<Shard>(
            Comparator.comparingLong(Shard::asOf)
                .reversed()
                .thenComparingLong(shard -> shard.range().from()));
    var tiling = new ArrayList<Shard>();
    long page = 1;
    while (page <= PageRange.END) {
      while (!ahead.isEmpty() && ahead.getFirst().range().from() <= page) {
        begun.add(ahead.removeFirst());
      }
      while (!begun.isEmpty() && begun.element().range().to() < page) {
        begun.remove();
      }
      if (begun.isEmpty()) {
        throw missing(target, page, history);
      }
      var shard = begun.element();
      // A shard of another cut may begin before the page; only what follows is taken from it.
      tiling.add(new Shard(shard.entry(), shard.asOf(), new PageRange(page, shard.range().to())));
      page = shard.range().to() + 1;
    }
    return tiling;
  }

  /// The shards that may be used, by their first page.
  private static Deque<Shard> candidates(History.Commit target, History history) {
    var found = new ArrayList<Shard>();
    for (var entry : history.shards()) {
      if (entry.name() instanceof ReplicaKey.Shard(long origin, long asOf, var range, var _)
          && origin == target.origin()
          && asOf <= target.record().index()) {
        found.add(new Shard(entry, asOf, range));
      }
    }
    found.sort(Comparator.comparingLong(shard -> shard.range().from()));
    return new ArrayDeque<>(found);
  }

  private static ReplicaException missing(History.Commit target, long page, History history) {
    return new ReplicaException.Damaged(
        history.keys().shards(target.origin()),
        "a shard that holds page " + History.number(page),
        "none");
  }

  /// The index as of which the shard of a page is; images that are not newer do not count.
  public long asOf(long page) {
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
