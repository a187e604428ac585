package bakelite.format;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The stored bytes of one object, wherever they lie.
public interface ObjectBytes {
  /// What messages call it: its key or its path.
  String name();

  /// Length of the whole object in bytes.
  long size() throws IOException;

  /// Exactly `length` bytes from `offset`, ready to be read.
  ///
  /// @throws IOException when they cannot be had, too few bytes included
  ByteBuffer read(long offset, int length) throws IOException;

  /// An object that is in memory.
  static ObjectBytes of(String name, byte[] bytes) {
    return new ObjectBytes() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public ByteBuffer read(long offset, int length) {
        return ByteBuffer.wrap(bytes, Math.toIntExact(offset), length).slice();
      }
    };
  }
}
