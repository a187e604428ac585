package bakelite.backup.build;

import bakelite.format.Fingerprint;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.format.PageHasher;
import bakelite.wal.LockPage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/// The pages of one cell, read from the live database and fingerprinted a megabyte at a time.
final class Cell {
  /// Bytes of pages in a cell, the grain of shards.
  static final int BYTES = 16 << 20;

  private static final ThreadFactory AHEAD = Thread.ofPlatform().daemon().name("cell").factory();

  private final LivePages live;
  private final PageHasher hasher;
  private final ChunkBuffers buffers;
  private final int pageSize;
  private final long from;
  private final long to;

  /// Takes the pages in order.
  interface Sink {
    /// One page.
    ///
    /// @param image exactly one page; valid during the call only
    void page(long page, Fingerprint fingerprint, ByteBuffer image) throws IOException;
  }

  /// @param pages size of the database, in pages
  /// @param buffers no other cell is read with at the same time
  Cell(
      LivePages live,
      PageHasher hasher,
      PageRange range,
      long pages,
      int pageSize,
      ChunkBuffers buffers) {
    this.live = live;
    this.hasher = hasher;
    this.buffers = buffers;
    this.pageSize = pageSize;
    from = range.from();
    to = Math.min(range.to(), pages);
  }

  /// The range of the cell that begins with page `from`; without end where no later cell is full.
  static PageRange range(long from, long pages, int pageSize) {
    long cellPages = BYTES / pageSize;
    boolean isTail = from + cellPages > pages;
    return new PageRange(from, isTail ? PageRange.END : from + cellPages - 1);
  }

  /// Reads every page but the lock page. While the sink takes one chunk, the next one is read and
  /// fingerprinted on another thread: a pure function of what lies in the files, so nobody else
  /// notices.
  void read(Sink sink) throws IOException, CaptureBrokenException {
    try (var ahead = Executors.newSingleThreadExecutor(AHEAD)) {
      var both = buffers.both();
      var free = both.other();
      var first = both.one();
      var next = ahead.submit(() -> chunk(from, first));
      while (true) {
        var chunk = got(next);
        if (chunk.count == 0) {
          return;
        }
        var room = free;
        next = ahead.submit(() -> chunk(chunk.next, room));
        free = chunk.images;
        for (int i = 0; i < chunk.count; i++) {
          var image = chunk.images.slice(i * pageSize, pageSize);
          sink.page(chunk.pages[i], chunk.fingerprints[i], image);
        }
      }
    }
  }

  /// @param next the page behind it
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Chunk(
      long[] pages, Fingerprint[] fingerprints, ByteBuffer images, int count, long next) {}

  /// @param images room for the chunk
  private Chunk chunk(long first, ByteBuffer images) throws IOException, CaptureBrokenException {
    int atOnce = ChunkBuffers.BYTES / pageSize;
    images.clear();
    var pages = new long[atOnce];
    long lockPage = LockPage.number(pageSize);
    int count = 0;
    long next = first;
    // The lock page ends a chunk, so that the pages of each follow one another.
    for (; next <= to && count < atOnce && (next != lockPage || count == 0); next++) {
      if (next != lockPage) {
        pages[count++] = next;
      }
    }
    for (int i = 0; i < count; ) {
      i += live.read(pages[i], count - i, images);
    }
    images.flip();
    var found = hasher.fingerprints(Arrays.copyOf(pages, count), images.duplicate());
    return new Chunk(pages, found, images, count, next);
  }

  private static Chunk got(Future<Chunk> chunk) throws IOException, CaptureBrokenException {
    try {
      return chunk.get();
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case IOException broken -> throw broken;
        case CaptureBrokenException broken -> throw broken;
        case null, default -> throw new IllegalStateException(failed);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    }
  }
}
