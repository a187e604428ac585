package bakelite.restore;

import bakelite.format.CommitFlag;
import bakelite.format.CommitRecord;
import bakelite.format.Digest;
import bakelite.format.Fingerprint;
import bakelite.format.FormatException;
import bakelite.format.ObjectReader;
import bakelite.replica.Inventory;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.ReplicaKey;
import bakelite.replica.plan.History;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Follows the database through its whole history, in fingerprints, and compares the digest of
/// every restore point with the sum of what is there. A window of pages after the other, so that
/// memory does not grow with the database: each adds its part to the sums.
final class DigestWalk {
  /// 16 MiB of fingerprints.
  private static final int WINDOW_PAGES = 1 << 20;

  private final Replica replica;
  private final History history;
  private final int windowPages;
  private FingerprintTable table = new FingerprintTable(1, 0);

  DigestWalk(Replica replica, History history) {
    this(replica, history, WINDOW_PAGES);
  }

  /// @param windowPages pages whose fingerprints are in memory at once
  DigestWalk(Replica replica, History history, int windowPages) {
    this.replica = replica;
    this.history = history;
    this.windowPages = windowPages;
  }

  private record Image(long page, Fingerprint fingerprint) {}

  /// Walks.
  ///
  /// @return how many restore points were compared
  /// @throws ReplicaException.Damaged names the change-set of the first one that differs
  long run() throws ReplicaException, IOException {
    int points = Math.toIntExact(history.points());
    long pages = history.stretches().stream().mapToLong(History.Stretch::pages).max().orElse(0);
    // What the windows before this one add up to; the last one completes the sums.
    var sums = pages > windowPages ? new Digest[points] : new Digest[0];
    Arrays.fill(sums, Digest.EMPTY);
    try {
      for (long first = 1; first == 1 || first <= pages; first += windowPages) {
        table = new FingerprintTable(first, windowPages);
        walk(sums, first + windowPages > pages);
      }
      return points;
    } catch (FormatException unreadable) {
      throw ReplicaException.of(unreadable);
    } catch (StoreException refused) {
      throw new ReplicaException.Storage(refused);
    }
  }

  /// Adds the pages of one window to the sum of each restore point.
  ///
  /// @param isLast whether the sums are complete then, and compared
  private void walk(Digest[] sums, boolean isLast)
      throws FormatException, StoreException, IOException, ReplicaException {
    var shards = shardsByIndex();
    int point = 0;
    for (var stretch : history.stretches()) {
      var entry = history.entry(stretch);
      var object = replica.open(entry);
      var images = imagesByIndex(object);
      for (var record : object.end().table()) {
        follow(record, images, shards);
        if (record.isRestorePoint()) {
          var sum = sums.length == 0 ? table.sum() : sums[point].plus(table.sum());
          if (isLast) {
            compare(record, entry, sum);
          } else {
            sums[point] = sum;
          }
          point++;
        }
      }
    }
  }

  private void follow(
      CommitRecord record, Map<Long, List<Image>> images, Map<Long, List<Inventory.Entry>> shards)
      throws FormatException, StoreException, IOException {
    if (record.flags().contains(CommitFlag.ORIGIN)) {
      table.clear();
    }
    table.resize(record.pages());
    for (var image : images.getOrDefault(record.index(), List.of())) {
      table.put(image.page(), image.fingerprint());
    }
    for (var entry : shards.getOrDefault(record.index(), List.of())) {
      var found = replica.open(entry).cursor();
      while (found.next()) {
        table.put(found.page(), found.fingerprint());
      }
    }
  }

  private static void compare(CommitRecord record, Inventory.Entry entry, Digest found)
      throws ReplicaException {
    if (!found.equals(record.digest())) {
      throw new ReplicaException.Damaged(
          entry.key().text(),
          "commit "
              + History.number(record.index())
              + " with pages that add up to the digest "
              + record.digest(),
          found.toString());
    }
  }

  private static Map<Long, List<Image>> imagesByIndex(ObjectReader object) {
    var found = new HashMap<Long, List<Image>>();
    long first = object.header().span().first();
    var images = object.cursor();
    while (images.next()) {
      found
          .computeIfAbsent(first + images.commit(), index -> new ArrayList<>())
          .add(new Image(images.page(), images.fingerprint()));
    }
    return found;
  }

  private Map<Long, List<Inventory.Entry>> shardsByIndex() {
    var found = new HashMap<Long, List<Inventory.Entry>>();
    for (var entry : history.shards()) {
      if (entry.name() instanceof ReplicaKey.Shard shard) {
        found.computeIfAbsent(shard.asOf(), index -> new ArrayList<>()).add(entry);
      }
    }
    return found;
  }
}
