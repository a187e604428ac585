package bakelite.wal;

/// What SQLite allows as the size of a page.
final class PageSize {
  static final int MIN = 512;
  static final int MAX = 65_536;

  private PageSize() {}

  static boolean isAllowed(long bytes) {
    return bytes >= MIN && bytes <= MAX && Long.bitCount(bytes) == 1;
  }

  /// What 16 bits of the database header or of the wal-index mean: 65,536 does not fit and is
  /// written as 1.
  static int fromShort(int unsigned) {
    return unsigned == 1 ? MAX : unsigned;
  }
}
