package bakelite.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/// Counts what a content gives, and turns its own faults into unchecked exceptions.
final class CheckedContent extends FilterInputStream {
  private final long length;
  private long count;

  private CheckedContent(InputStream stream, long length) {
    super(stream);
    this.length = length;
  }

  static InputStream open(Content content) {
    try {
      return new CheckedContent(content.open(), content.length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int read() {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int wanted) {
    int n;
    try {
      n = in.read(target, offset, wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (n < 0 && count < length) {
      throw lie(String.format(Locale.ROOT, "only %,d", count));
    }
    count += Math.max(n, 0);
    if (count > length) {
      throw lie("more");
    }
    return n;
  }

  @Override
  public long skip(long wanted) {
    // Skipped bytes would not be counted; nobody needs it.
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private UncheckedIOException lie(String found) {
    return new UncheckedIOException(
        new IOException(
            String.format(
                Locale.ROOT,
                "cannot store content: expected the %,d bytes that it was said to have, found %s",
                length,
                found)));
  }
}
