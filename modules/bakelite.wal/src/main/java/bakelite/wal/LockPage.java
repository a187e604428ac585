package bakelite.wal;

/// The page that SQLite locks and never writes: the one that holds byte 1 GiB.
public final class LockPage {
  private LockPage() {}

  /// Its number, from 1, for a page size.
  public static long number(int pageSize) {
    return (1L << 30) / pageSize + 1;
  }
}
