package bakelite.store.testkit;

import bakelite.store.Content;
import java.io.InputStream;
import java.util.Objects;

/// Bytes that look like nothing, computed from their place: of any length, in no memory.
///
/// @param length in bytes
/// @param seed the same seed gives the same bytes
/// @param glance looked at on the way
record GeneratedContent(long length, long seed, Glance glance) implements Content {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  /// Somebody who wants to know how far it is.
  interface Glance {
    void at(long position);
  }

  GeneratedContent(long length, long seed) {
    this(length, seed, _ -> {});
  }

  /// The byte at a place.
  byte at(long position) {
    return (byte) (word(position >>> 3) >>> ((position & 7) * 8));
  }

  private long word(long index) {
    var z = seed + (index + 1) * GOLDEN;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /// Whether some bytes are the ones from a place on.
  boolean matches(long position, byte[] bytes, int count) {
    for (var i = 0; i < count; i++) {
      if (bytes[i] != at(position + i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public InputStream open() {
    return new Stream();
  }

  private final class Stream extends InputStream {
    private long position;

    @Override
    public int read() {
      return position < length ? at(position++) & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) {
      Objects.checkFromIndexSize(offset, wanted, target.length);
      if (wanted == 0) {
        return 0;
      }
      if (position >= length) {
        return -1;
      }
      var count = (int) Math.min(wanted, length - position);
      for (var i = 0; i < count; i++) {
        target[offset + i] = at(position + i);
      }
      position += count;
      glance.at(position);
      return count;
    }
  }
}
