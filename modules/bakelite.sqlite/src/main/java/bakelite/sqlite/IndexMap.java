package bakelite.sqlite;

import bakelite.wal.WalIndex;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/// The first 136 bytes of a wal-index, mapped for reading through a descriptor of our own.
///
/// A look costs no system call. Only these bytes are mapped: nobody makes the file shorter while
/// one of our connections has it open, so the mapping cannot fault.
final class IndexMap implements AutoCloseable {
  /// How often a torn look is repeated. A writer changes the header within a microsecond; one that
  /// was stopped in the middle leaves it torn until somebody recovers it.
  private static final int MAX_LOOKS = 2_000;

  private final Descriptor file;
  private final MemorySegment mapped;
  private final ByteBuffer view;
  private boolean open = true;

  private IndexMap(Descriptor file, MemorySegment mapped) {
    this.file = file;
    this.mapped = mapped;
    this.view = mapped.asByteBuffer();
  }

  static IndexMap open(Path path) throws IOException {
    var file = Descriptor.open(path);
    try {
      if (file.size() < WalIndex.BYTES) {
        throw new IOException(
            "cannot map " + path + ": expected 136 bytes or more, found " + file.size());
      }
      return new IndexMap(file, file.with(fd -> Posix.map(fd, WalIndex.BYTES)));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  FileId id(Path path) throws IOException {
    return file.id(path);
  }

  /// Looks until a look is whole, a bounded number of times.
  synchronized WalIndex look() {
    if (!open) {
      throw new IllegalStateException("cannot look at a wal-index that is closed");
    }
    WalIndex last = WalIndex.look(view);
    for (int looks = 1; looks < MAX_LOOKS && last instanceof WalIndex.Torn; looks++) {
      Thread.onSpinWait();
      last = WalIndex.look(view);
    }
    return last;
  }

  /// Unmaps and closes. The descriptor goes with it, and with the descriptor every lock of this
  /// process on the file: only after the last SQLite connection is closed.
  @Override
  public synchronized void close() throws IOException {
    if (open) {
      open = false;
      try (file) {
        Posix.unmap(mapped);
      }
    }
  }
}
