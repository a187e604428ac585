package bakelite.format.hash;

import static bakelite.format.hash.CompressionFunction.BLOCK;
import static bakelite.format.hash.CompressionFunction.BLOCK_WORDS;
import static bakelite.format.hash.CompressionFunction.PARENT;
import static bakelite.format.hash.CompressionFunction.ROOT;
import static bakelite.format.hash.CompressionFunction.VALUE_WORDS;

import java.util.Arrays;

/// The last block of a chunk, or a parent, before it is known whether it is the root: the same
/// block gives a chaining value inside the tree and output at the top of it.
///
/// @param value what the block is compressed into
/// @param block its words, zeros after its end
/// @param counter number of the chunk, 0 in a parent
/// @param length bytes of the block
/// @param flags all but `ROOT`
@SuppressWarnings("ArrayRecordComponent") // never compared and never handed out
record Node(int[] value, int[] block, long counter, int length, int flags) {
  /// @param mode key and flags of the hash
  static Node parent(Mode mode, int[] left, int[] right) {
    int[] block = Arrays.copyOf(left, BLOCK_WORDS);
    System.arraycopy(right, 0, block, VALUE_WORDS, VALUE_WORDS);
    return new Node(mode.key(), block, 0, BLOCK, mode.flags() | PARENT);
  }

  /// The value with which the parent refers to this node.
  int[] chainingValue() {
    int[] words = CompressionFunction.compress(value, block, counter, length, flags);
    return Arrays.copyOf(words, VALUE_WORDS);
  }

  /// Fills `out` with the output of this node as the root, however long it is.
  void output(byte[] out) {
    for (int from = 0; from < out.length; from += BLOCK) {
      int[] words = CompressionFunction.compress(value, block, from / BLOCK, length, flags | ROOT);
      int length = Math.min(BLOCK, out.length - from);
      for (int i = 0; i < length; i++) {
        out[from + i] = (byte) (words[i / Integer.BYTES] >>> (i % Integer.BYTES * Byte.SIZE));
      }
    }
  }
}
