package bakelite.backup.build;

import java.nio.ByteBuffer;

/// Room for the two chunks of pages that are in hand at a time, kept from one cell to the next:
/// made anew for each, they would be most of what has to be collected during a walk over all pages.
final class ChunkBuffers {
  /// Bytes of pages in a chunk.
  static final int BYTES = 1 << 20;

  private final ByteBuffer one = ByteBuffer.allocate(BYTES);
  private final ByteBuffer other = ByteBuffer.allocate(BYTES);

  /// The chunk that is read.
  ByteBuffer one() {
    return one;
  }

  /// The chunk that is taken meanwhile.
  ByteBuffer other() {
    return other;
  }
}
