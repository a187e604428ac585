package bakelite.backup.local;

import bakelite.format.Digest;
import bakelite.format.Fingerprint;
import bakelite.wal.LockPage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// For every page of the database, the fingerprint of its newest image and the index of the commit
/// that changed it last: 24 bytes a page.
///
/// It describes the last change-set that was built. A crash between building one and writing its
/// fingerprints here is repaired from the spool, which still has it. Pages above the size of the
/// database hold left-overs; nobody asks for them.
///
/// Access goes through one window of the file, so that walking pages upwards costs one read for
/// some 2,700 pages. Confined to the thread that captures, `force` excepted.
public final class FingerprintFile implements AutoCloseable {
  private static final int ENTRY = 24;
  private static final int WINDOW_PAGES = 2720;

  private final FileChannel channel;
  private final ByteBuffer window =
      ByteBuffer.allocate(WINDOW_PAGES * ENTRY).order(ByteOrder.LITTLE_ENDIAN);
  private long windowNumber = -1;
  private boolean dirty;

  private FingerprintFile(FileChannel channel) {
    this.channel = channel;
  }

  /// Opens the file `fingerprints` of a state folder, creating it when there is none.
  public static FingerprintFile open(Path folder) throws IOException {
    return new FingerprintFile(DurableFile.open(folder.resolve("fingerprints")));
  }

  /// The fingerprint of a page; `Fingerprint.NONE` where none was ever written.
  ///
  /// @param page from 1
  public Fingerprint get(long page) throws IOException {
    int at = seek(page);
    return new Fingerprint(window.getLong(at + 8), window.getLong(at));
  }

  /// The index of the commit that changed a page last.
  public long lastChange(long page) throws IOException {
    return window.getLong(seek(page) + 16);
  }

  /// Notes a new image of a page.
  public void put(long page, Fingerprint fingerprint, long index) throws IOException {
    int at = seek(page);
    window.putLong(at, fingerprint.low());
    window.putLong(at + 8, fingerprint.high());
    window.putLong(at + 16, index);
    dirty = true;
  }

  /// Forgets the images of a range of pages, durably.
  ///
  /// @param from the first page
  /// @param to the last page; below `from` where there is none
  public void forget(long from, long to) throws IOException {
    for (long page = from; page <= to; page++) {
      put(page, Fingerprint.NONE, 0);
    }
    if (from <= to) {
      flush();
      force();
    }
  }

  /// The sum over all pages of the database but its lock page.
  ///
  /// @param pages size of the database, in pages
  public Digest sum(long pages, int pageSize) throws IOException {
    var sum = Digest.EMPTY;
    long lockPage = LockPage.number(pageSize);
    for (long page = 1; page <= pages; page++) {
      if (page != lockPage) {
        sum = sum.plus(get(page));
      }
    }
    return sum;
  }

  /// Forgets every page.
  public void clear() throws IOException {
    channel.truncate(0);
    windowNumber = -1;
    dirty = false;
  }

  /// Hands everything noted so far to the operating system.
  public void flush() throws IOException {
    if (dirty) {
      DurableFile.drain(channel, window.clear(), start(windowNumber));
      dirty = false;
    }
  }

  /// Makes durable what was flushed. May be called by any thread.
  public void force() throws IOException {
    channel.force(false);
  }

  private int seek(long page) throws IOException {
    long number = (page - 1) / WINDOW_PAGES;
    if (number != windowNumber) {
      flush();
      DurableFile.fill(channel, window.clear(), start(number));
      while (window.hasRemaining()) {
        window.put((byte) 0);
      }
      windowNumber = number;
    }
    return (int) ((page - 1) % WINDOW_PAGES) * ENTRY;
  }

  private static long start(long windowNumber) {
    return windowNumber * WINDOW_PAGES * ENTRY;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
