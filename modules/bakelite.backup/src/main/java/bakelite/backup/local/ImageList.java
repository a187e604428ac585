package bakelite.backup.local;

import java.util.Arrays;

/// Which page images lie where in a journal file, in the order of capture. 16 bytes an image, so
/// that a transaction of a gigabyte costs a few megabytes of heap.
final class ImageList {
  private static final int FIRST_CAPACITY = 64;

  private int[] pages = new int[FIRST_CAPACITY];
  private int[] commits = new int[FIRST_CAPACITY];
  private long[] offsets = new long[FIRST_CAPACITY];
  private int size;

  void add(long page, int commit, long offset) {
    if (size == pages.length) {
      int capacity = Math.multiplyExact(size, 2);
      pages = Arrays.copyOf(pages, capacity);
      commits = Arrays.copyOf(commits, capacity);
      offsets = Arrays.copyOf(offsets, capacity);
    }
    pages[size] = (int) page;
    commits[size] = commit;
    offsets[size] = offset;
    size++;
  }

  int size() {
    return size;
  }

  /// Forgets the images from `size` on: their commit never came.
  void cut(int newSize) {
    size = newSize;
  }

  long page(int image) {
    return Integer.toUnsignedLong(pages[image]);
  }

  int commit(int image) {
    return commits[image];
  }

  long offset(int image) {
    return offsets[image];
  }
}
