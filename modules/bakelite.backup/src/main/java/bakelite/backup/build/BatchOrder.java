package bakelite.backup.build;

import bakelite.backup.local.CapturedBatch;
import bakelite.wal.LockPage;
import java.util.Arrays;

/// The images of a batch that count, sorted by page and then by commit.
///
/// Within a commit the last image of a page counts, images above the commit's size and of the lock
/// page do not. An entry is a packed number, page in the upper half and number of capture in the
/// lower, so that a million of them sort in place.
final class BatchOrder {
  private final CapturedBatch batch;
  private final long[] entries;

  BatchOrder(CapturedBatch batch) {
    this.batch = batch;
    var packed = new long[batch.images()];
    int count = 0;
    long lockPage = LockPage.number(batch.pageSize());
    for (int image = 0; image < batch.images(); image++) {
      long page = batch.page(image);
      if (page != lockPage && page <= batch.commits().get(batch.commit(image)).pages()) {
        packed[count++] = page << 32 | image;
      }
    }
    // Pages fill all 32 bits, so the order must be unsigned: flip the sign for the sort.
    flipSigns(packed, count);
    Arrays.sort(packed, 0, count);
    flipSigns(packed, count);
    entries = lastOfEachCommit(packed, count);
  }

  private static void flipSigns(long[] packed, int count) {
    for (int i = 0; i < count; i++) {
      packed[i] ^= Long.MIN_VALUE;
    }
  }

  private long[] lastOfEachCommit(long[] packed, int count) {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      boolean followed =
          i + 1 < count
              && packed[i] >>> 32 == packed[i + 1] >>> 32
              && batch.commit((int) packed[i]) == batch.commit((int) packed[i + 1]);
      if (!followed) {
        packed[kept++] = packed[i];
      }
    }
    return Arrays.copyOf(packed, kept);
  }

  /// How many images count.
  int size() {
    return entries.length;
  }

  long page(int entry) {
    return entries[entry] >>> 32;
  }

  /// Ordinal of the commit in the batch.
  int commit(int entry) {
    return batch.commit((int) entries[entry]);
  }

  /// Number of the image in the batch.
  int image(int entry) {
    return (int) entries[entry];
  }

  /// Whether the entry before is an older image of the same page.
  boolean hasOlder(int entry) {
    return entry > 0 && page(entry) == page(entry - 1);
  }

  /// Whether the entry after is a newer image of the same page.
  boolean hasNewer(int entry) {
    return entry + 1 < entries.length && page(entry) == page(entry + 1);
  }

  /// The newest entry of a page that is older than a commit, or -1.
  int newestBefore(long page, int commit) {
    int low = 0;
    int high = entries.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean before = page(middle) < page || (page(middle) == page && commit(middle) < commit);
      if (before) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low > 0 && page(low - 1) == page ? low - 1 : -1;
  }
}
