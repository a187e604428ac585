package bakelite.backup.build;

import bakelite.backup.local.Cursor;
import bakelite.backup.local.FingerprintFile;
import bakelite.backup.local.Journal;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.format.PageHasher;
import bakelite.sqlite.LiveDatabase;
import bakelite.wal.WalIndexHeader;
import java.io.IOException;

/// Compares one cell of the live database with the fingerprint file, and appends the pages that
/// differ to a journal file as frames of one commit.
public final class CellComparer {
  private final PageHasher hasher;
  private final FingerprintFile fingerprints;
  private final ChunkBuffers buffers = new ChunkBuffers();

  /// @param fingerprints of what the replica holds
  public CellComparer(PageHasher hasher, FingerprintFile fingerprints) {
    this.hasher = hasher;
    this.fingerprints = fingerprints;
  }

  /// The range of the cell that begins with page `from`.
  public static PageRange range(long from, Cursor asOf) {
    return Cell.range(from, asOf.last().pages(), asOf.last().pageSize());
  }

  /// Compares the cell that begins with page `from`.
  ///
  /// @param horizon what was captured under the reader that is held
  /// @param asOf the writer's cursor; its commit is the one at the horizon
  /// @param from the first page of the cell
  /// @return how many pages differ
  public long compare(
      LiveDatabase database, WalIndexHeader horizon, Cursor asOf, long from, Journal journal)
      throws IOException, CaptureBrokenException {
    long pages = asOf.last().pages();
    int pageSize = asOf.last().pageSize();
    var range = range(from, asOf);
    var overlaid = LivePages.overlaid(database, horizon, pageSize, range, pages);
    long differ = append(overlaid, asOf, range, journal);
    if (!overlaid.stillTrue()) {
      journal.dropOpenFrames();
      var file = LivePages.ofFile(database, horizon, pageSize, range, pages);
      differ = append(file, asOf, range, journal);
    }
    return differ;
  }

  private long append(LivePages live, Cursor asOf, PageRange range, Journal journal)
      throws IOException, CaptureBrokenException {
    var last = asOf.last();
    var differ = new long[1];
    new Cell(live, hasher, range, last.pages(), last.pageSize(), buffers)
        .read((page, fingerprint, image) -> {
          if (!fingerprints.get(page).equals(fingerprint)) {
            journal.frame(page, image);
            differ[0]++;
          }
        });
    return differ[0];
  }
}
