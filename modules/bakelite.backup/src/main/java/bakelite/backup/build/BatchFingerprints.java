package bakelite.backup.build;

import bakelite.backup.local.CapturedBatch;
import bakelite.backup.local.FingerprintFile;
import bakelite.format.Fingerprint;
import bakelite.format.PageHasher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// The fingerprints of a batch's images, and what stood at a page before each of them.
final class BatchFingerprints {
  private static final int CHUNK_BYTES = 1 << 20;

  private final BatchOrder order;
  private final CapturedBatch batch;
  private final FingerprintFile before;
  private final long pagesBefore;
  private final long[] high;
  private final long[] low;

  /// @param before the fingerprints as of the commit before the batch
  /// @param pagesBefore size of the database then
  BatchFingerprints(
      CapturedBatch batch, BatchOrder order, FingerprintFile before, long pagesBefore) {
    this.batch = batch;
    this.order = order;
    this.before = before;
    this.pagesBefore = pagesBefore;
    high = new long[order.size()];
    low = new long[order.size()];
  }

  /// Reads and fingerprints every image, many at a time.
  BatchFingerprints compute(PageHasher hasher) throws IOException {
    int atOnce = Math.max(1, Math.min(CHUNK_BYTES / batch.pageSize(), order.size()));
    var images = ByteBuffer.allocate(atOnce * batch.pageSize());
    var pages = new long[atOnce];
    for (int from = 0; from < order.size(); from += atOnce) {
      int count = Math.min(atOnce, order.size() - from);
      images.clear();
      for (int i = 0; i < count; i++) {
        pages[i] = order.page(from + i);
        batch.read(order.image(from + i), images);
      }
      var numbers = count == atOnce ? pages : Arrays.copyOf(pages, count);
      var found = hasher.fingerprints(numbers, images.flip());
      for (int i = 0; i < count; i++) {
        high[from + i] = found[i].high();
        low[from + i] = found[i].low();
      }
    }
    return this;
  }

  Fingerprint of(int entry) {
    return new Fingerprint(high[entry], low[entry]);
  }

  /// What stood at a page just before a commit of the batch; `NONE` where the page was not there.
  Fingerprint before(long page, int commit) throws IOException {
    if (page > pagesBefore(commit)) {
      return Fingerprint.NONE;
    }
    int older = order.newestBefore(page, commit);
    return older >= 0 ? of(older) : before.get(page);
  }

  /// Whether an entry says what stood there already, so that there is nothing to ship.
  boolean isUnchanged(int entry) throws IOException {
    long page = order.page(entry);
    int commit = order.commit(entry);
    return page <= pagesBefore(commit) && before(page, commit).equals(of(entry));
  }

  /// Size of the database just before a commit of the batch, in pages.
  long pagesBefore(int commit) {
    return commit == 0 ? pagesBefore : batch.commits().get(commit - 1).pages();
  }
}
