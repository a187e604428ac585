package bakelite.replica.plan;

import bakelite.format.FormatException;
import bakelite.format.ObjectReader;
import bakelite.replica.Inventory;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.BitSet;

/// Meets, for every page of the database at a commit, the one image that counts: from the newest
/// change-set back, then the shards. Each page is met once, so nothing is written twice. What is
/// held in memory is the index of one object and a bit a page, of a window of pages: a database
/// larger than the window is walked in several rounds.
public final class PageWalk {
  /// 8 MiB of bits. At the usual 4 KiB a page one round is enough for 256 GiB.
  private static final int WINDOW_PAGES = 1 << 26;

  private final Replica replica;
  private final RestorePlan plan;
  private final int windowPages;
  private final BitSet met = new BitSet();
  private long from;
  private long to;

  /// Takes what counts.
  public interface Sink {
    /// One image; images of one object come in the order of its index.
    ///
    /// @param at valid during the call only
    void image(Inventory.Entry entry, ObjectReader object, ObjectReader.Image at)
        throws IOException, ReplicaException, FormatException, StoreException;

    /// Nothing more comes from an object, in this round.
    void end(Inventory.Entry entry, ObjectReader object)
        throws IOException, ReplicaException, FormatException, StoreException;
  }

  public PageWalk(Replica replica, RestorePlan plan) {
    this(replica, plan, WINDOW_PAGES);
  }

  /// @param windowPages how many pages are met in one round
  PageWalk(Replica replica, RestorePlan plan, int windowPages) {
    this.replica = replica;
    this.plan = plan;
    this.windowPages = windowPages;
  }

  /// Walks once.
  ///
  /// @return how many pages were met
  public long run(Sink sink) throws IOException, ReplicaException {
    try {
      long count = 0;
      long pages = plan.target().record().pages();
      for (from = 1; from <= pages; from = to + 1) {
        to = Math.min(pages, from + windowPages - 1);
        met.clear();
        round(sink);
        count += met.cardinality();
      }
      return count;
    } catch (FormatException unreadable) {
      throw ReplicaException.of(unreadable);
    } catch (StoreException refused) {
      throw new ReplicaException.Storage(refused);
    }
  }

  private void round(Sink sink)
      throws IOException, ReplicaException, FormatException, StoreException {
    for (var entry : plan.changeSets()) {
      changeSet(entry, replica.open(entry), sink);
    }
    for (var shard : plan.shards()) {
      if (shard.range().from() <= to && shard.range().to() >= from) {
        shard(shard, replica.open(shard.entry()), sink);
      }
    }
  }

  private void changeSet(Inventory.Entry entry, ObjectReader object, Sink sink)
      throws IOException, ReplicaException, FormatException, StoreException {
    long first = object.header().span().first();
    long target = plan.target().record().index();
    var images = object.cursor();
    while (images.next() && images.page() <= to) {
      long index = first + images.commit();
      long page = images.page();
      if (index <= target && index > plan.asOf(page) && isNew(page)) {
        sink.image(entry, object, images);
      }
    }
    sink.end(entry, object);
  }

  private void shard(RestorePlan.Shard shard, ObjectReader object, Sink sink)
      throws IOException, ReplicaException, FormatException, StoreException {
    var images = object.cursor();
    while (images.next() && images.page() <= to) {
      if (shard.range().contains(images.page()) && isNew(images.page())) {
        sink.image(shard.entry(), object, images);
      }
    }
    sink.end(shard.entry(), object);
  }

  /// Whether a page is one of this round, and is met for the first time.
  private boolean isNew(long page) {
    if (page < from) {
      return false;
    }
    int bit = (int) (page - from);
    if (met.get(bit)) {
      return false;
    }
    met.set(bit);
    return true;
  }
}
