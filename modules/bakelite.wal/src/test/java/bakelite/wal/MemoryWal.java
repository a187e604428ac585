package bakelite.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A WAL in memory, which can change between two reads as a file can.
final class MemoryWal implements ByteSource {
  byte[] bytes;
  final List<Runnable> beforeRead = new ArrayList<>();
  int reads;
  long furthest;

  /// At most so many bytes a read, as a pipe or a network file may do.
  int most = Integer.MAX_VALUE;

  MemoryWal(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public int read(ByteBuffer target, long offset) throws IOException {
    if (reads < beforeRead.size()) {
      beforeRead.get(reads).run();
    }
    reads++;
    int count = Math.clamp(bytes.length - offset, 0, Math.min(most, target.remaining()));
    if (count > 0) {
      target.put(bytes, (int) offset, count);
      furthest = Math.max(furthest, offset + count);
    }
    return count;
  }
}
