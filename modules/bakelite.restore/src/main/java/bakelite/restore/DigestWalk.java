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
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Follows the database through its whole history, in fingerprints, and compares the digest of
/// every restore point with the sum of what is there.
final class DigestWalk {
  private final Replica replica;
  private final History history;
  private final FingerprintTable table = new FingerprintTable();

  DigestWalk(Replica replica, History history) {
    this.replica = replica;
    this.history = history;
  }

  private record Image(long page, Fingerprint fingerprint) {}

  /// Walks.
  ///
  /// @return how many restore points were compared
  /// @throws ReplicaException.Damaged names the change-set of the first one that differs
  long run() throws ReplicaException, IOException {
    try {
      var shards = shardsByIndex();
      var images = Map.<Long, List<Image>>of();
      long compared = 0;
      for (var commit : history.commits().values()) {
        var record = commit.record();
        if (commit.isFirstOfItsObject()) {
          images = imagesByIndex(replica.open(commit.entry()));
        }
        follow(record, images, shards);
        if (record.isRestorePoint()) {
          compare(commit);
          compared++;
        }
      }
      return compared;
    } catch (FormatException unreadable) {
      throw ReplicaException.of(unreadable);
    } catch (StoreException refused) {
      throw new ReplicaException.Storage(refused);
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

  private void compare(History.Commit commit) throws ReplicaException {
    Digest found = table.sum();
    if (!found.equals(commit.record().digest())) {
      throw Damage.of(
          commit.entry().key().text(),
          "commit "
              + History.number(commit.record().index())
              + " with pages that add up to the digest "
              + commit.record().digest(),
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
