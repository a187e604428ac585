package bakelite.backup.build;

import bakelite.format.ObjectHeader.PageRange;
import bakelite.sqlite.LiveDatabase;
import bakelite.wal.WalIndex;
import bakelite.wal.WalIndexHeader;
import bakelite.wal.WalPosition;
import bakelite.wal.WalReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/// A range of pages of a live database as of one horizon: the database file, and over it the frames
/// of the WAL up to the horizon.
///
/// A reader must be held that began before the horizon was read. Then nobody copies a later frame
/// into the database file. The WAL itself may be reset once when everything up to the horizon was
/// copied already; `stillTrue` finds that out after the pages were read, and then the file alone is
/// right.
final class LivePages {
  private final LiveDatabase database;
  private final WalIndexHeader horizon;
  private final int pageSize;
  private final long from;
  private final long[] walOffsets;

  private LivePages(
      LiveDatabase database, WalIndexHeader horizon, int pageSize, PageRange range, long pages) {
    this.database = database;
    this.horizon = horizon;
    this.pageSize = pageSize;
    this.from = range.from();
    long to = Math.min(range.to(), pages);
    walOffsets = new long[Math.toIntExact(Math.max(0, to - from + 1))];
  }

  /// The pages with the WAL over the file.
  ///
  /// @param pages size of the database at the horizon
  static LivePages overlaid(
      LiveDatabase database, WalIndexHeader horizon, int pageSize, PageRange range, long pages)
      throws IOException, CaptureBrokenException {
    var live = new LivePages(database, horizon, pageSize, range, pages);
    if (horizon.maxFrame() > 0 && !isCopied(database, horizon)) {
      live.findFrames();
    }
    return live;
  }

  /// Whether every frame up to the horizon is in the database file already; no later one is, while
  /// the reader is held.
  private static boolean isCopied(LiveDatabase database, WalIndexHeader horizon) {
    return database.look() instanceof WalIndex.Valid(var now, long backfilled, _)
        && now.salts().equals(horizon.salts())
        && backfilled >= horizon.maxFrame();
  }

  /// The pages of the file alone.
  static LivePages ofFile(
      LiveDatabase database, WalIndexHeader horizon, int pageSize, PageRange range, long pages) {
    return new LivePages(database, horizon, pageSize, range, pages);
  }

  private void findFrames() throws IOException, CaptureBrokenException {
    var wal = database.wal();
    var sink =
        new WalReader.Sink() {
          @Override
          public void frame(long frame, long page, long offset, ByteBuffer image) {
            long slot = page - from;
            if (slot >= 0 && slot < walOffsets.length) {
              walOffsets[(int) slot] = offset;
            }
          }

          @Override
          public boolean commit(WalPosition position, long pages) {
            return true;
          }
        };
    var start = WalReader.start(wal);
    var scan =
        start instanceof WalReader.Scan.Restarted(var position)
            ? WalReader.scan(wal, position, horizon, sink)
            : start;
    switch (scan) {
      case WalReader.Scan.Reached _ -> {}
      case WalReader.Scan.Restarted _ -> java.util.Arrays.fill(walOffsets, 0);
      case WalReader.Scan.Mismatch(long frame, String expected, String found) ->
          throw new CaptureBrokenException(
              String.format(
                  Locale.ROOT,
                  "cannot read the WAL at frame %,d: expected %s, found %s",
                  frame,
                  expected,
                  found));
    }
  }

  /// Fills `target` with the images of consecutive pages of the range, as many as lie side by side.
  ///
  /// @param most how many pages follow each other
  /// @return how many were read, at least one
  int read(long page, int most, ByteBuffer target) throws IOException, CaptureBrokenException {
    long walOffset = walOffsets[(int) (page - from)];
    int count = 1;
    while (walOffset == 0 && count < most && walOffsets[(int) (page + count - from)] == 0) {
      count++;
    }
    int bytes = count * pageSize;
    int limit = target.limit();
    target.limit(target.position() + bytes);
    int read =
        walOffset > 0
            ? database.wal().read(target, walOffset)
            : database.file().read(target, (page - 1) * pageSize);
    if (read < bytes) {
      throw new CaptureBrokenException(
          String.format(
              Locale.ROOT,
              "cannot read page %,d of %s: expected %,d bytes, found %,d",
              page + read / pageSize,
              database.path(),
              pageSize,
              read % pageSize));
    }
    target.limit(limit);
    return count;
  }

  /// Whether the WAL is still the one that was laid over the file; asked after the last read.
  boolean stillTrue() {
    return database.look() instanceof WalIndex.Valid(var now, _, _)
        && now.salts().equals(horizon.salts());
  }
}
