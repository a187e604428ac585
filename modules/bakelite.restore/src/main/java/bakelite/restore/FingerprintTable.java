package bakelite.restore;

import bakelite.format.Digest;
import bakelite.format.Fingerprint;
import java.util.Arrays;

/// The fingerprint of every page of a window of a database at one moment, and their sum. 16 bytes a
/// page.
final class FingerprintTable {
  private final long first;
  private final int most;
  private long[] high = new long[1 << 10];
  private long[] low = new long[1 << 10];
  private int pages;
  private Digest sum = Digest.EMPTY;

  /// @param first page of the window
  /// @param most how many pages are in it
  FingerprintTable(long first, int most) {
    this.first = first;
    this.most = most;
  }

  /// Starts over with a database without pages.
  void clear() {
    resize(0);
  }

  /// Cuts off pages, or adds pages without a fingerprint.
  ///
  /// @param newPages size of the database, in pages
  void resize(long newPages) {
    int size = Math.clamp(newPages - first + 1, 0, most);
    for (int at = size; at < pages; at++) {
      sum = sum.minus(new Fingerprint(high[at], low[at]));
      high[at] = 0;
      low[at] = 0;
    }
    if (size > high.length) {
      int capacity = Math.min(Math.max(size, high.length + high.length / 2), most);
      high = Arrays.copyOf(high, capacity);
      low = Arrays.copyOf(low, capacity);
    }
    pages = size;
  }

  /// Replaces the fingerprint of a page; one outside the window or above the size is not there.
  void put(long page, Fingerprint fingerprint) {
    if (page < first || page - first >= pages) {
      return;
    }
    int at = (int) (page - first);
    sum = sum.minus(new Fingerprint(high[at], low[at])).plus(fingerprint);
    high[at] = fingerprint.high();
    low[at] = fingerprint.low();
  }

  Digest sum() {
    return sum;
  }
}
