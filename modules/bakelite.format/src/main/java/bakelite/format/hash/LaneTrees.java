package bakelite.format.hash;

import static bakelite.format.hash.CompressionFunction.BLOCK;
import static bakelite.format.hash.CompressionFunction.CHUNK;
import static bakelite.format.hash.CompressionFunction.CHUNK_END;
import static bakelite.format.hash.CompressionFunction.CHUNK_START;
import static bakelite.format.hash.CompressionFunction.PARENT;

/// Chunks and their parents, many at once. For one thread at a time.
final class LaneTrees {
  private final Mode mode;
  private final Lanes lanes = new Lanes();

  LaneTrees(Mode mode) {
    this.mode = mode;
  }

  /// Hashes one chunk in each lane.
  ///
  /// @param stride from the first byte of a chunk to that of the next
  /// @param length bytes of each chunk, 1 to 1,024; zeros follow up to the end of the last block
  /// @param number of the first chunk in its input; the next ones count on, cut to `mask`
  /// @param last flags of the last block besides those of its place
  void chunks(
      byte[] bytes, int from, int stride, int length, int count, long number, int mask, int last) {
    lanes.start(mode.key(), count);
    for (int at = 0; at < length; at += BLOCK) {
      int left = length - at;
      int flags = mode.flags();
      if (at == 0) {
        flags |= CHUNK_START;
      }
      if (left <= BLOCK) {
        flags |= CHUNK_END | last;
      }
      lanes.load(bytes, from + at, stride, count);
      lanes.compress(count, number, mask, Math.min(left, BLOCK), flags);
    }
  }

  /// Consecutive chunks of one input.
  void chunks(byte[] bytes, int from, int count, long number) {
    chunks(bytes, from, CHUNK, CHUNK, count, number, Lanes.COUNT - 1, 0);
  }

  /// Makes parents of neighbours.
  ///
  /// @param count of the parents
  /// @param last flags besides those of a parent
  void parents(int count, int last) {
    lanes.loadPairs(count);
    lanes.start(mode.key(), count);
    lanes.compress(count, 0, 0, BLOCK, mode.flags() | PARENT | last);
  }

  /// The chaining value of a lane.
  int[] value(int lane) {
    return lanes.value(lane);
  }
}
