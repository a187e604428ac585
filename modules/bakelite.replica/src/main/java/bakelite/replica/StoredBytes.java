package bakelite.replica;

import bakelite.format.ObjectBytes;
import bakelite.replica.Inventory.Entry;
import bakelite.store.ByteRange;
import bakelite.store.Fetched;
import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/// The bytes of one listed object. The end of it, or all of it when it is small, is fetched at
/// once: that is one request for everything but the blocks.
final class StoredBytes implements ObjectBytes {
  /// How much of the end is fetched at once, in bytes.
  private static final int TAIL = 256 * 1024;

  private final ObjectStore store;
  private final Entry entry;
  private ByteBuffer tail = ByteBuffer.allocate(0);

  StoredBytes(ObjectStore store, Entry entry) {
    this.store = store;
    this.entry = entry;
  }

  @Override
  public String name() {
    return entry.key().text();
  }

  @Override
  public long size() {
    return entry.version().size();
  }

  @Override
  public ByteBuffer read(long offset, int length) throws IOException {
    if (offset < 0 || length < 0 || offset + length > size()) {
      throw new EOFException(
          String.format(
              Locale.ROOT,
              "cannot read %s at byte %,d: expected %,d bytes, found an object of %,d",
              name(),
              offset,
              length,
              size()));
    }
    if (length == 0) {
      return ByteBuffer.allocate(0);
    }
    try {
      long tailFrom = Math.max(0, size() - TAIL);
      return offset >= tailFrom ? readTail(tailFrom, offset, length) : fetch(offset, length);
    } catch (StoreException refused) {
      throw new StoreReadException(refused);
    }
  }

  private synchronized ByteBuffer readTail(long from, long offset, int length)
      throws IOException, StoreException {
    if (tail.capacity() == 0) {
      tail = fetch(from, (int) (size() - from));
    }
    return tail.slice((int) (offset - from), length).asReadOnlyBuffer();
  }

  private ByteBuffer fetch(long offset, int length) throws IOException, StoreException {
    boolean whole = offset == 0 && length == size();
    try (var fetched = get(whole, new ByteRange(offset, length))) {
      if (!fetched.version().equals(entry.version())) {
        // Another object under the same name is not the one that the plan was made of.
        throw new StoreException.Missing(store.name(), entry.key());
      }
      return ByteBuffer.wrap(fetched.readExactly(entry.key(), length));
    }
  }

  private Fetched get(boolean whole, ByteRange range) throws StoreException {
    return whole ? store.get(entry.key()) : store.get(entry.key(), range);
  }
}
