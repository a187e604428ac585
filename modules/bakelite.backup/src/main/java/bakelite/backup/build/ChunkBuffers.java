package bakelite.backup.build;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;

/// Room for the two chunks of pages that are in hand at a time, kept from one cell to the next:
/// made anew for each, they would be most of what has to be collected during a walk over all pages.
/// Between two cells they are collected where room is short: a hundred walks that wait for their
/// stores must not keep it.
final class ChunkBuffers {
  /// Bytes of pages in a chunk.
  static final int BYTES = 1 << 20;

  private WeakReference<Both> kept = new WeakReference<>(null);

  /// The two.
  ///
  /// @param one the chunk that is read
  /// @param other the chunk that is taken meanwhile
  record Both(ByteBuffer one, ByteBuffer other) {}

  /// Both, for one cell at a time.
  Both both() {
    var both = kept.get();
    if (both == null) {
      both = new Both(ByteBuffer.allocate(BYTES), ByteBuffer.allocate(BYTES));
      kept = new WeakReference<>(both);
    }
    return both;
  }
}
