package bakelite.format.hash;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// BLAKE3 as its definition reads, for nothing but comparison: the whole input at once, the tree by
/// recursion, one block after the other, and no code shared with what it checks.
final class Reference {
  private static final int[] IV = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };
  private static final int[] PERMUTATION = {2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8};

  private final int[] key;
  private final int mode;

  private Reference(int[] key, int mode) {
    this.key = key;
    this.mode = mode;
  }

  static byte[] hash(byte[] input) {
    return new Reference(IV, 0).root(input);
  }

  static byte[] keyed(byte[] key, byte[] input) {
    return new Reference(words(key), 16).root(input);
  }

  private byte[] root(byte[] input) {
    var bytes = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(tree(input, 0, 8));
    return bytes.array();
  }

  private int[] tree(byte[] input, long firstChunk, int root) {
    if (input.length <= 1024) {
      return chunk(input, firstChunk, root);
    }
    int left = Integer.highestOneBit((input.length - 1) / 1024) * 1024;
    var block = new int[16];
    var leftValue = tree(Arrays.copyOf(input, left), firstChunk, 0);
    var right = Arrays.copyOfRange(input, left, input.length);
    System.arraycopy(leftValue, 0, block, 0, 8);
    System.arraycopy(tree(right, firstChunk + left / 1024, 0), 0, block, 8, 8);
    return compress(key, block, 0, 64, mode | 4 | root);
  }

  private int[] chunk(byte[] input, long number, int root) {
    int blocks = Math.max(1, (input.length + 63) / 64);
    int[] value = key;
    for (int i = 0; i < blocks; i++) {
      int length = Math.min(64, input.length - i * 64);
      var block = Arrays.copyOf(Arrays.copyOfRange(input, i * 64, i * 64 + length), 64);
      int flags = mode | (i == 0 ? 1 : 0) | (i == blocks - 1 ? 2 | root : 0);
      value = compress(value, words(block), number, length, flags);
    }
    return value;
  }

  private static int[] compress(int[] value, int[] words, long counter, int length, int flags) {
    int[] s = Arrays.copyOf(value, 16);
    System.arraycopy(IV, 0, s, 8, 4);
    s[12] = (int) counter;
    s[13] = (int) (counter >>> 32);
    s[14] = length;
    s[15] = flags;
    int[] m = words;
    for (int round = 0; round < 7; round++) {
      for (int i = 0; i < 4; i++) {
        quarter(s, i, 4 + i, 8 + i, 12 + i, m[2 * i], m[2 * i + 1]);
      }
      for (int i = 0; i < 4; i++) {
        int b = 4 + (i + 1) % 4;
        int c = 8 + (i + 2) % 4;
        int d = 12 + (i + 3) % 4;
        quarter(s, i, b, c, d, m[8 + 2 * i], m[8 + 2 * i + 1]);
      }
      int[] before = m;
      m = Arrays.stream(PERMUTATION).map(from -> before[from]).toArray();
    }
    var next = new int[8];
    for (int i = 0; i < 8; i++) {
      next[i] = s[i] ^ s[i + 8];
    }
    return next;
  }

  private static void quarter(int[] s, int a, int b, int c, int d, int x, int y) {
    s[a] = s[a] + s[b] + x;
    s[d] = Integer.rotateRight(s[d] ^ s[a], 16);
    s[c] = s[c] + s[d];
    s[b] = Integer.rotateRight(s[b] ^ s[c], 12);
    s[a] = s[a] + s[b] + y;
    s[d] = Integer.rotateRight(s[d] ^ s[a], 8);
    s[c] = s[c] + s[d];
    s[b] = Integer.rotateRight(s[b] ^ s[c], 7);
  }

  private static int[] words(byte[] bytes) {
    var words = new int[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
    return words;
  }
}
