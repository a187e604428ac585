package bakelite.backup.local;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The first `remaining` bytes of a stream.
final class BoundedStream extends FilterInputStream {
  private long remaining;

  BoundedStream(InputStream source, long remaining) {
    super(source);
    this.remaining = remaining;
  }

  @Override
  public int read() throws IOException {
    if (remaining == 0) {
      return -1;
    }
    int value = super.read();
    remaining -= value < 0 ? 0 : 1;
    return value;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (remaining == 0) {
      return -1;
    }
    int count = super.read(target, from, (int) Math.min(length, remaining));
    remaining -= Math.max(count, 0);
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(Math.min(count, remaining));
    remaining -= skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
