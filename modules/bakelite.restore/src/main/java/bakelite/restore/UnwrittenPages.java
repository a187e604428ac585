package bakelite.restore;

import bakelite.format.Fingerprint;
import bakelite.format.FormatException;
import bakelite.format.ObjectReader;
import bakelite.format.PageHasher;
import bakelite.replica.Inventory;
import bakelite.replica.ReplicaException;
import bakelite.replica.plan.PageWalk;
import bakelite.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/// Passes on the images that are not in the file yet: under another plan, pages that were written
/// under the one before stay when their fingerprint agrees.
final class UnwrittenPages implements PageWalk.Sink {
  /// Bytes of pages that are compared at once.
  private static final int BYTES = 1 << 20;

  private final PageWriter writer;
  private final PageHasher hasher;
  private final FileChannel file;
  private final int pageSize;
  private final List<Wanted> waiting = new ArrayList<>();
  private final ByteBuffer written;

  UnwrittenPages(PageWriter writer, PageHasher hasher, FileChannel file, int pageSize) {
    this.writer = writer;
    this.hasher = hasher;
    this.file = file;
    this.pageSize = pageSize;
    this.written = ByteBuffer.allocate(BYTES);
  }

  private record Wanted(long page, int commit, Fingerprint fingerprint, int image, int block)
      implements ObjectReader.Image {}

  @Override
  public void image(Inventory.Entry entry, ObjectReader object, ObjectReader.Image at)
      throws IOException, ReplicaException {
    waiting.add(new Wanted(at.page(), at.commit(), at.fingerprint(), at.image(), at.block()));
    if (waiting.size() == BYTES / pageSize) {
      passOn(entry, object);
    }
  }

  @Override
  public void end(Inventory.Entry entry, ObjectReader object)
      throws IOException, ReplicaException, FormatException, StoreException {
    passOn(entry, object);
    writer.end(entry, object);
  }

  private void passOn(Inventory.Entry entry, ObjectReader object)
      throws IOException, ReplicaException {
    if (waiting.isEmpty()) {
      return;
    }
    var found = fingerprints();
    int kept = 0;
    for (int i = 0; i < found.length; i++) {
      if (found[i].equals(waiting.get(i).fingerprint())) {
        kept++;
      } else {
        writer.image(entry, object, waiting.get(i));
      }
    }
    writer.kept(kept);
    waiting.clear();
  }

  /// What is in the file; zeros where it is shorter.
  private Fingerprint[] fingerprints() throws IOException {
    var pages = waiting.stream().mapToLong(Wanted::page).toArray();
    written.clear();
    for (long page : pages) {
      int end = written.position() + pageSize;
      written.limit(end);
      long at = (page - 1) * pageSize;
      while (written.hasRemaining()) {
        int count = file.read(written, at);
        if (count < 0) {
          while (written.hasRemaining()) {
            written.put((byte) 0);
          }
        }
        at += count;
      }
    }
    return hasher.fingerprints(pages, written.flip());
  }
}
