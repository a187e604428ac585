package bakelite.backup.build;

import bakelite.format.Fingerprint;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.format.PageHasher;
import bakelite.wal.LockPage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// The pages of one cell, read from the live database and fingerprinted a megabyte at a time.
final class Cell {
  /// Bytes of pages in a cell, the grain of shards.
  static final int BYTES = 16 << 20;

  private static final int CHUNK_BYTES = 1 << 20;

  private final LivePages live;
  private final PageHasher hasher;
  private final int pageSize;
  private final long from;
  private final long to;

  /// Takes the pages in order.
  interface Sink {
    /// One page.
    ///
    /// @param image exactly one page; valid during the call only
    void page(long page, Fingerprint fingerprint, ByteBuffer image) throws IOException;
  }

  /// @param pages size of the database, in pages
  Cell(LivePages live, PageHasher hasher, PageRange range, long pages, int pageSize) {
    this.live = live;
    this.hasher = hasher;
    this.pageSize = pageSize;
    from = range.from();
    to = Math.min(range.to(), pages);
  }

  /// The range of the cell that begins with page `from`; without end where no later cell is full.
  static PageRange range(long from, long pages, int pageSize) {
    long cellPages = BYTES / pageSize;
    boolean isTail = from + cellPages > pages;
    return new PageRange(from, isTail ? PageRange.END : from + cellPages - 1);
  }

  /// Reads every page but the lock page.
  void read(Sink sink) throws IOException, CaptureBrokenException {
    int atOnce = CHUNK_BYTES / pageSize;
    var images = ByteBuffer.allocate(CHUNK_BYTES);
    var pages = new long[atOnce];
    long lockPage = LockPage.number(pageSize);
    for (long next = from; next <= to; ) {
      images.clear();
      int count = 0;
      for (; next <= to && count < atOnce; next++) {
        if (next != lockPage) {
          live.read(next, images);
          pages[count++] = next;
        }
      }
      images.flip();
      var found = hasher.fingerprints(Arrays.copyOf(pages, count), images.duplicate());
      for (int i = 0; i < count; i++) {
        sink.page(pages[i], found[i], images.slice(i * pageSize, pageSize));
      }
    }
  }
}
