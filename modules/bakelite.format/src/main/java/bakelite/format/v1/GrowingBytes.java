package bakelite.format.v1;

import bakelite.format.hash.Blake3;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Bytes whose number is not known before: chunks that double up to 64 KiB, so nothing is ever
/// copied and an object of one page costs next to nothing.
final class GrowingBytes {
  private static final int FIRST_CHUNK_BYTES = 256;
  private static final int GREATEST_CHUNK_BYTES = 64 << 10;

  private final List<ByteBuffer> full = new ArrayList<>();
  private ByteBuffer open = chunk(FIRST_CHUNK_BYTES);
  private long fullBytes;

  /// The little-endian place for the next bytes.
  ///
  /// @param bytes how much room it has at least, up to 256
  ByteBuffer room(int bytes) {
    if (open.remaining() < bytes) {
      fullBytes += open.position();
      full.add(open.flip());
      open = chunk(Math.min(open.capacity() * 2, GREATEST_CHUNK_BYTES));
    }
    return open;
  }

  long size() {
    return fullBytes + open.position();
  }

  /// Hands everything to the object and to a hash. Nothing may be added afterwards.
  void writeTo(HashedSink object, Blake3 hash) throws IOException {
    full.add(open.flip());
    for (var chunk : full) {
      hash.update(chunk.duplicate());
      object.write(chunk);
    }
  }

  /// Everything in one piece, for a reader's eyes.
  ByteBuffer joined() {
    var all = ByteBuffer.allocate(Math.toIntExact(size()));
    for (var chunk : full) {
      all.put(chunk.duplicate());
    }
    return all.put(open.duplicate().flip()).flip();
  }

  private static ByteBuffer chunk(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
