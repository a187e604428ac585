package bakelite.sqlite;

import bakelite.wal.ByteSource;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// One open file, read by position, that only [#close] closes: not an interrupt, not the garbage
/// collector. Reads run side by side; a direct buffer spares them a copy.
final class Descriptor implements ByteSource, AutoCloseable {
  /// Native memory for a read into the Java heap.
  private static final int COPY_BYTES = 256 * 1024;

  private final int fd;
  // A read on a closed number could read somebody else's file, so close waits for the reads.
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private boolean open = true;

  private Descriptor(int fd) {
    this.fd = fd;
  }

  static Descriptor open(Path path) throws Posix.Refused {
    return new Descriptor(Posix.openForReading(path.toString()));
  }

  /// One that may take write locks. Nothing here writes through it.
  static Descriptor openForUpdate(Path path) throws Posix.Refused {
    return new Descriptor(Posix.openForUpdate(path.toString()));
  }

  /// What calls that need the number do with it while nobody can close it.
  interface Action<T> {
    T on(int fd) throws IOException;
  }

  <T> T with(Action<T> action) throws IOException {
    use.readLock().lock();
    try {
      if (!open) {
        throw new ClosedChannelException();
      }
      return action.on(fd);
    } finally {
      use.readLock().unlock();
    }
  }

  /// Which file is open, asked of the descriptor itself where the kernel can tell, else of the path
  /// that was opened.
  FileId id(Path path) throws IOException {
    return with(number -> {
      var ofDescriptor = FileId.at(Path.of("/proc/self/fd/" + number));
      if (ofDescriptor.isPresent()) {
        return ofDescriptor.get();
      }
      return FileId.at(path).orElseThrow(() -> new NoSuchFileException(path.toString()));
    });
  }

  @Override
  public long size() throws IOException {
    return with(Posix::size);
  }

  @Override
  public int read(ByteBuffer target, long offset) throws IOException {
    int total = 0;
    while (target.hasRemaining()) {
      int read =
          target.isDirect() ? direct(target, offset + total) : copied(target, offset + total);
      if (read == 0) {
        break;
      }
      total += read;
    }
    return total;
  }

  private int direct(ByteBuffer target, long offset) throws IOException {
    int read = (int) (long) with(fd -> Posix.pread(fd, MemorySegment.ofBuffer(target), offset));
    target.position(target.position() + read);
    return read;
  }

  private int copied(ByteBuffer target, long offset) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var memory = arena.allocate(Math.min(COPY_BYTES, target.remaining()));
      int read = (int) (long) with(fd -> Posix.pread(fd, memory, offset));
      target.put(memory.asSlice(0, read).asByteBuffer());
      return read;
    }
  }

  @Override
  public void close() throws IOException {
    use.writeLock().lock();
    try {
      if (open) {
        open = false;
        Posix.close(fd);
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
