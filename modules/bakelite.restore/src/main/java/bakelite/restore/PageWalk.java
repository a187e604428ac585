package bakelite.restore;

import bakelite.format.FormatException;
import bakelite.format.ObjectReader;
import bakelite.replica.Inventory;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.BitSet;

/// Meets, for every page of the database at a commit, the one image that counts: from the newest
/// change-set back, then the shards. Each page is met once, so nothing is written twice, and what
/// is held in memory is a bit a page and the index of one object.
final class PageWalk {
  private final Replica replica;
  private final RestorePlan plan;
  private final BitSet met;
  private final long pages;

  /// Takes what counts.
  interface Sink {
    /// One image; images of one object come in the order of its index.
    void image(Inventory.Entry entry, ObjectReader object, ObjectReader.ImageCursor at)
        throws IOException, ReplicaException, FormatException, StoreException;

    /// Nothing more comes from an object.
    void end(Inventory.Entry entry, ObjectReader object)
        throws IOException, ReplicaException, FormatException, StoreException;
  }

  PageWalk(Replica replica, RestorePlan plan) {
    this.replica = replica;
    this.plan = plan;
    this.pages = plan.target().record().pages();
    this.met = new BitSet();
  }

  /// Walks once.
  ///
  /// @return how many pages were met
  long run(Sink sink) throws IOException, ReplicaException {
    try {
      for (var entry : plan.changeSets()) {
        changeSet(entry, replica.open(entry), sink);
      }
      for (var shard : plan.shards()) {
        shard(shard, replica.open(shard.entry()), sink);
      }
      return met.cardinality();
    } catch (FormatException unreadable) {
      throw ReplicaException.of(unreadable);
    } catch (StoreException refused) {
      throw new ReplicaException.Storage(refused);
    }
  }

  private void changeSet(Inventory.Entry entry, ObjectReader object, Sink sink)
      throws IOException, ReplicaException, FormatException, StoreException {
    long first = object.header().span().first();
    long target = plan.target().record().index();
    var images = object.cursor();
    while (images.next()) {
      long index = first + images.commit();
      long page = images.page();
      if (index <= target && page <= pages && index > plan.asOf(page) && isNew(page)) {
        sink.image(entry, object, images);
      }
    }
    sink.end(entry, object);
  }

  private void shard(RestorePlan.Shard shard, ObjectReader object, Sink sink)
      throws IOException, ReplicaException, FormatException, StoreException {
    var images = object.cursor();
    while (images.next()) {
      long page = images.page();
      if (shard.range().contains(page) && page <= pages && isNew(page)) {
        sink.image(shard.entry(), object, images);
      }
    }
    sink.end(shard.entry(), object);
  }

  private boolean isNew(long page) {
    int bit = Math.toIntExact(page - 1);
    if (met.get(bit)) {
      return false;
    }
    met.set(bit);
    return true;
  }
}
