package bakelite.format.hash;

import static bakelite.format.hash.CompressionFunction.BLOCK_WORDS;
import static bakelite.format.hash.CompressionFunction.ROUNDS;
import static bakelite.format.hash.CompressionFunction.VALUE_WORDS;

import java.util.Arrays;

/// The compression function of BLAKE3, up to 128 blocks at once.
///
/// One array holds one word of all lanes, and each step of a round is a loop over the lanes in
/// which no lane knows of another: the compiler makes vector code of it, several times faster than
/// one block after the other. For one thread at a time.
final class Lanes {
  /// The most blocks at once. Fewer make the loops too short, more do not fit the nearest cache.
  static final int COUNT = 128;

  /// The words that each step of a round mixes: four columns, then four diagonals. A table and not
  /// eight calls, for the compiler takes as long for every call of `mix` that it sees.
  private static final int[][] STEPS = {
    {0, 4, 8, 12}, {1, 5, 9, 13}, {2, 6, 10, 14}, {3, 7, 11, 15},
    {0, 5, 10, 15}, {1, 6, 11, 12}, {2, 7, 8, 13}, {3, 4, 9, 14},
  };

  private final int[][] value = new int[VALUE_WORDS][COUNT];
  private final int[][] block = new int[BLOCK_WORDS][COUNT];
  private final int[][] state = new int[16][COUNT];

  /// Starts the chaining values of the first `lanes` lanes.
  void start(int[] key, int lanes) {
    for (int i = 0; i < VALUE_WORDS; i++) {
      Arrays.fill(value[i], 0, lanes, key[i]);
    }
  }

  /// Takes one block of 64 bytes for each lane, `stride` bytes after that of the lane before it.
  ///
  /// Four words of each lane at a time: blocks that lie a kilobyte apart share so few places in the
  /// nearest cache that all lanes together do not fit, and each look at one costs a way to the
  /// next.
  void load(byte[] bytes, int from, int stride, int lanes) {
    for (int word = 0; word < BLOCK_WORDS; word += 4) {
      int at = from + word * Integer.BYTES;
      load(word, bytes, at, stride, lanes);
    }
  }

  private void load(int word, byte[] bytes, int from, int stride, int lanes) {
    int[] first = block[word];
    int[] second = block[word + 1];
    int[] third = block[word + 2];
    int[] fourth = block[word + 3];
    for (int lane = 0; lane < lanes; lane++) {
      int at = from + lane * stride;
      long two = Words.pair(bytes, at);
      long more = Words.pair(bytes, at + Long.BYTES);
      first[lane] = (int) two;
      second[lane] = (int) (two >>> 32);
      third[lane] = (int) more;
      fourth[lane] = (int) (more >>> 32);
    }
  }

  /// Takes the chaining values of two neighbours as the block of each of the first `lanes` lanes.
  void loadPairs(int lanes) {
    for (int word = 0; word < VALUE_WORDS; word++) {
      for (int lane = 0; lane < lanes; lane++) {
        block[word][lane] = value[word][2 * lane];
        block[VALUE_WORDS + word][lane] = value[word][2 * lane + 1];
      }
    }
  }

  /// Mixes the blocks into the chaining values.
  ///
  /// @param counter of the first lane; another lane adds its number, cut to the bits of `mask`
  /// @param length bytes of each block
  /// @param flags of each block
  void compress(int lanes, long counter, int mask, int length, int flags) {
    for (int i = 0; i < VALUE_WORDS; i++) {
      System.arraycopy(value[i], 0, state[i], 0, lanes);
    }
    for (int i = 0; i < 4; i++) {
      Arrays.fill(state[8 + i], 0, lanes, CompressionFunction.start(i));
    }
    for (int lane = 0; lane < lanes; lane++) {
      state[12][lane] = (int) (counter + (lane & mask));
      state[13][lane] = (int) ((counter + (lane & mask)) >>> 32);
    }
    Arrays.fill(state[14], 0, lanes, length);
    Arrays.fill(state[15], 0, lanes, flags);
    for (int round = 0; round < ROUNDS; round++) {
      for (int step = 0; step < STEPS.length; step++) {
        int[] at = STEPS[step];
        int[] x = block[CompressionFunction.order(round, 2 * step)];
        int[] y = block[CompressionFunction.order(round, 2 * step + 1)];
        mix(state[at[0]], state[at[1]], state[at[2]], state[at[3]], x, y, lanes);
      }
    }
    for (int i = 0; i < VALUE_WORDS; i++) {
      fold(value[i], state[i], state[i + 8], lanes);
    }
  }

  /// The quarter round of `CompressionFunction`, for every lane.
  private static void mix(int[] as, int[] bs, int[] cs, int[] ds, int[] xs, int[] ys, int lanes) {
    for (int lane = 0; lane < lanes; lane++) {
      int b = bs[lane];
      int a = as[lane] + b + xs[lane];
      int d = Integer.rotateRight(ds[lane] ^ a, 16);
      int c = cs[lane] + d;
      b = Integer.rotateRight(b ^ c, 12);
      a = a + b + ys[lane];
      d = Integer.rotateRight(d ^ a, 8);
      c = c + d;
      as[lane] = a;
      bs[lane] = Integer.rotateRight(b ^ c, 7);
      cs[lane] = c;
      ds[lane] = d;
    }
  }

  private static void fold(int[] value, int[] low, int[] high, int lanes) {
    for (int lane = 0; lane < lanes; lane++) {
      value[lane] = low[lane] ^ high[lane];
    }
  }

  /// The chaining value of a lane.
  int[] value(int lane) {
    int[] words = new int[VALUE_WORDS];
    for (int i = 0; i < VALUE_WORDS; i++) {
      words[i] = value[i][lane];
    }
    return words;
  }
}
