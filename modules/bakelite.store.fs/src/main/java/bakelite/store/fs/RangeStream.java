package bakelite.store.fs;

import java.io.IOException;
import java.io.InputStream;

/// A part of a file, which ends where the part does. Closes the file.
final class RangeStream extends InputStream {
  private final Disk.OpenFile file;
  private final InputStream bytes;
  private long remaining;

  RangeStream(Disk.OpenFile file, long offset, long length) throws IOException {
    this.file = file;
    this.bytes = file.from(offset);
    this.remaining = length;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (remaining == 0) {
      return -1;
    }
    var n = bytes.read(target, offset, (int) Math.min(length, remaining));
    remaining -= Math.max(n, 0);
    return n;
  }

  @Override
  public int available() {
    return (int) Math.min(remaining, Integer.MAX_VALUE);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
