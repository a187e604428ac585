package bakelite.restore;

import bakelite.format.Digest;
import bakelite.format.Fingerprint;
import java.util.Arrays;

/// The fingerprint of every page of a database at one moment, and their sum. 16 bytes a page.
final class FingerprintTable {
  private long[] high = new long[1 << 10];
  private long[] low = new long[1 << 10];
  private int pages;
  private Digest sum = Digest.EMPTY;

  /// Starts over with a database without pages.
  void clear() {
    resize(0);
  }

  /// Cuts off pages, or adds pages without a fingerprint.
  void resize(long newPages) {
    int size = Math.toIntExact(newPages);
    for (int at = size; at < pages; at++) {
      sum = sum.minus(new Fingerprint(high[at], low[at]));
      high[at] = 0;
      low[at] = 0;
    }
    if (size > high.length) {
      int capacity = Math.max(size, high.length + high.length / 2);
      high = Arrays.copyOf(high, capacity);
      low = Arrays.copyOf(low, capacity);
    }
    pages = size;
  }

  /// Replaces the fingerprint of a page; one above the size is not there.
  void put(long page, Fingerprint fingerprint) {
    if (page <= pages) {
      int at = (int) (page - 1);
      sum = sum.minus(new Fingerprint(high[at], low[at])).plus(fingerprint);
      high[at] = fingerprint.high();
      low[at] = fingerprint.low();
    }
  }

  Digest sum() {
    return sum;
  }
}
