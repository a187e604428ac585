package bakelite.format.hash;

import static bakelite.format.hash.CompressionFunction.BLOCK;
import static bakelite.format.hash.CompressionFunction.CHUNK_END;
import static bakelite.format.hash.CompressionFunction.CHUNK_START;

import java.util.Arrays;

/// A leaf of the tree: up to 1,024 bytes, hashed block after block.
final class Chunk {
  private Chunk() {}

  /// Hashes all but the last block of a chunk, which stays open: the chunk may be the root.
  ///
  /// @param length 0 to 1,024
  /// @param number of the chunk in the input, from 0
  static Node of(Mode mode, byte[] bytes, int from, int length, long number) {
    int[] value = mode.key();
    int flags = mode.flags() | CHUNK_START;
    int at = 0;
    for (; length - at > BLOCK; at += BLOCK) {
      int[] block = Words.of(bytes, from + at, BLOCK);
      value = new Node(value, block, number, BLOCK, flags).chainingValue();
      flags = mode.flags();
    }
    byte[] last = Arrays.copyOf(Arrays.copyOfRange(bytes, from + at, from + length), BLOCK);
    return new Node(value, Words.of(last, 0, BLOCK), number, length - at, flags | CHUNK_END);
  }
}
