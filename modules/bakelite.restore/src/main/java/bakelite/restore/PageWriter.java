package bakelite.restore;

import static java.util.Objects.requireNonNull;

import bakelite.format.Fingerprint;
import bakelite.format.FormatException;
import bakelite.format.ObjectReader;
import bakelite.format.PageHasher;
import bakelite.replica.Inventory;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.store.ByteRange;
import bakelite.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Fetches the blocks that hold images of a plan, proves each image by its fingerprint, and writes
/// it at its place. A megabyte of pages at a time.
final class PageWriter implements PageWalk.Sink {
  private static final int CHUNK_BYTES = 1 << 20;

  private final Replica replica;
  private final PageHasher hasher;
  private final FileChannel file;
  private final int pageSize;
  private final LongConsumer progress;
  private final ByteBuffer images;
  private final long[] pages;
  private final List<Fingerprint> expected = new ArrayList<>();
  private @Nullable ByteBuffer block;
  private int blockNumber = -1;
  private long bytesRead;
  private long bytesWritten;
  private long objects;

  /// @param progress is told how many bytes of the database are written
  PageWriter(
      Replica replica, PageHasher hasher, FileChannel file, int pageSize, LongConsumer progress) {
    this.replica = replica;
    this.hasher = hasher;
    this.file = file;
    this.pageSize = pageSize;
    this.progress = progress;
    this.images = ByteBuffer.allocate(CHUNK_BYTES);
    this.pages = new long[CHUNK_BYTES / pageSize];
  }

  @Override
  public void image(Inventory.Entry entry, ObjectReader object, ObjectReader.ImageCursor at)
      throws IOException, ReplicaException, FormatException, StoreException {
    if (at.block() != blockNumber) {
      block = fetch(entry, object, at.block());
      blockNumber = at.block();
    }
    var raw = requireNonNull(block);
    int within = at.image() - object.block(blockNumber).firstImage();
    pages[expected.size()] = at.page();
    expected.add(at.fingerprint());
    images.put(raw.slice(raw.position() + within * pageSize, pageSize));
    if (expected.size() == pages.length) {
      writeChunk(entry);
    }
  }

  private ByteBuffer fetch(Inventory.Entry entry, ObjectReader object, int number)
      throws IOException, FormatException, StoreException {
    var place = object.block(number);
    var held = object.held(number);
    bytesRead += place.storedLength();
    if (held.isPresent()) {
      return object.unpack(number, held.get());
    }
    var range = new ByteRange(place.offset(), place.storedLength());
    try (var fetched = replica.store().get(entry.key(), range)) {
      if (!fetched.version().equals(entry.version())) {
        throw new StoreException.Missing(replica.store().name(), entry.key());
      }
      var stored = fetched.readExactly(entry.key(), place.storedLength());
      return object.unpack(number, ByteBuffer.wrap(stored));
    }
  }

  /// Proves and writes what was collected.
  private void writeChunk(Inventory.Entry entry) throws IOException, ReplicaException {
    int count = expected.size();
    if (count == 0) {
      return;
    }
    images.flip();
    var found = hasher.fingerprints(Arrays.copyOf(pages, count), images.duplicate());
    for (int i = 0; i < count; i++) {
      if (!found[i].equals(expected.get(i))) {
        throw Damage.of(
            entry.key().text(),
            "page " + History.number(pages[i]) + " as its index describes it",
            "other bytes");
      }
    }
    for (int from = 0; from < count; ) {
      int to = from + 1;
      while (to < count && pages[to] == pages[to - 1] + 1) {
        to++;
      }
      write(images.slice(from * pageSize, (to - from) * pageSize), (pages[from] - 1) * pageSize);
      from = to;
    }
    bytesWritten += (long) count * pageSize;
    progress.accept(bytesWritten);
    expected.clear();
    images.clear();
  }

  private void write(ByteBuffer bytes, long offset) throws IOException {
    long at = offset;
    while (bytes.hasRemaining()) {
      at += file.write(bytes, at);
    }
  }

  @Override
  public void end(Inventory.Entry entry, ObjectReader object) throws IOException, ReplicaException {
    writeChunk(entry);
    block = null;
    blockNumber = -1;
    objects++;
  }

  /// How many bytes of blocks were read.
  long bytesRead() {
    return bytesRead;
  }

  /// How many objects were read.
  long objects() {
    return objects;
  }
}
