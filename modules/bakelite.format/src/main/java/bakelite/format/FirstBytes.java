package bakelite.format;

import java.io.IOException;
import java.nio.ByteBuffer;

/// An object whose first bytes are kept once they were read, so that looking for its codec costs no
/// request: all of a small object, the first 256 bytes of a bigger one.
final class FirstBytes implements ObjectBytes {
  /// Up to this size the whole object is fetched in one read.
  static final int WHOLE_BYTES = 256 << 10;

  private final ObjectBytes object;
  private final long size;
  private final ByteBuffer first;

  private FirstBytes(ObjectBytes object, long size, ByteBuffer first) {
    this.object = object;
    this.size = size;
    this.first = first;
  }

  static FirstBytes of(ObjectBytes object) throws IOException {
    long size = object.size();
    int length = size <= WHOLE_BYTES ? (int) size : Preamble.BYTES;
    var first = object.read(0, length).slice();
    if (first.capacity() != length) {
      throw new IOException(
          "cannot read "
              + object.name()
              + " at byte 0: expected "
              + length
              + " bytes, found "
              + first.capacity());
    }
    return new FirstBytes(object, size, first);
  }

  @Override
  public String name() {
    return object.name();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public ByteBuffer read(long offset, int length) throws IOException {
    return offset + length <= first.capacity()
        ? first.slice((int) offset, length)
        : object.read(offset, length);
  }

  /// The bytes that are kept.
  ByteBuffer first() {
    return first.duplicate();
  }
}
