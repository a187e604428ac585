package bakelite.format.hash;

/// The compression function of BLAKE3, one block at a time.
///
/// A state of 16 words starts as the chaining value, four constants, and the place and the kind of
/// the block. Seven rounds mix the 16 words of the block into it: each round four columns, then
/// four diagonals. `Lanes` does the same to many blocks at once.
final class CompressionFunction {
  /// Bytes of a block.
  static final int BLOCK = 64;

  /// Bytes of a chunk, the leaf of the tree: 16 blocks.
  static final int CHUNK = 1024;

  /// Words of a chaining value.
  static final int VALUE_WORDS = 8;

  /// Words of a block.
  static final int BLOCK_WORDS = 16;

  static final int ROUNDS = 7;

  // Flags: of a block at its place in the tree, then of the mode.
  static final int CHUNK_START = 1;
  static final int CHUNK_END = 1 << 1;
  static final int PARENT = 1 << 2;
  static final int ROOT = 1 << 3;
  static final int KEYED_HASH = 1 << 4;
  static final int DERIVE_KEY_CONTEXT = 1 << 5;
  static final int DERIVE_KEY_MATERIAL = 1 << 6;

  private static final int[] START = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  /// Row `r` names the words of the block in the order in which round `r` takes them.
  private static final int[][] ORDER = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8},
    {3, 4, 10, 12, 13, 2, 7, 14, 6, 5, 9, 0, 11, 15, 8, 1},
    {10, 7, 12, 9, 14, 3, 13, 15, 4, 0, 11, 2, 5, 8, 1, 6},
    {12, 13, 9, 11, 15, 10, 14, 8, 7, 2, 5, 3, 0, 1, 6, 4},
    {9, 14, 11, 5, 8, 12, 15, 1, 13, 3, 0, 10, 2, 6, 4, 7},
    {11, 15, 5, 0, 1, 9, 8, 6, 14, 10, 2, 12, 3, 4, 7, 13},
  };

  private CompressionFunction() {}

  /// The words that stand for the key where there is none: those of SHA-256.
  static int[] start() {
    return START.clone();
  }

  /// Word `i` of the start, for `i` in 0..7.
  static int start(int i) {
    return START[i];
  }

  /// The word of the block that step `step` of round `round` takes, for `step` in 0..15.
  static int order(int round, int step) {
    return ORDER[round][step];
  }

  /// Mixes one block into a chaining value.
  ///
  /// @param value 8 words of the chaining value
  /// @param block 16 words of the block, zeros after its end
  /// @param counter number of the chunk; of the output block at the root; 0 in a parent
  /// @param length bytes of the block
  /// @return 16 words; the first 8 are the next chaining value, all of them output at the root
  static int[] compress(int[] value, int[] block, long counter, int length, int flags) {
    int[] v = new int[16];
    System.arraycopy(value, 0, v, 0, VALUE_WORDS);
    System.arraycopy(START, 0, v, 8, 4);
    v[12] = (int) counter;
    v[13] = (int) (counter >>> 32);
    v[14] = length;
    v[15] = flags;
    for (int[] at : ORDER) {
      mix(v, 0, 4, 8, 12, block[at[0]], block[at[1]]);
      mix(v, 1, 5, 9, 13, block[at[2]], block[at[3]]);
      mix(v, 2, 6, 10, 14, block[at[4]], block[at[5]]);
      mix(v, 3, 7, 11, 15, block[at[6]], block[at[7]]);
      mix(v, 0, 5, 10, 15, block[at[8]], block[at[9]]);
      mix(v, 1, 6, 11, 12, block[at[10]], block[at[11]]);
      mix(v, 2, 7, 8, 13, block[at[12]], block[at[13]]);
      mix(v, 3, 4, 9, 14, block[at[14]], block[at[15]]);
    }
    for (int i = 0; i < 8; i++) {
      v[i] ^= v[i + 8];
      v[i + 8] ^= value[i];
    }
    return v;
  }

  /// The quarter round: two words of the block into one column or diagonal.
  private static void mix(int[] v, int a, int b, int c, int d, int x, int y) {
    v[a] += v[b] + x;
    v[d] = Integer.rotateRight(v[d] ^ v[a], 16);
    v[c] += v[d];
    v[b] = Integer.rotateRight(v[b] ^ v[c], 12);
    v[a] += v[b] + y;
    v[d] = Integer.rotateRight(v[d] ^ v[a], 8);
    v[c] += v[d];
    v[b] = Integer.rotateRight(v[b] ^ v[c], 7);
  }
}
