package bakelite.format.hash;

import static bakelite.format.hash.CompressionFunction.BLOCK;
import static bakelite.format.hash.CompressionFunction.CHUNK;
import static bakelite.format.hash.CompressionFunction.ROOT;

import java.util.Objects;

/// The keyed BLAKE3 of many inputs of one length, several times faster than one by one. For one
/// thread at a time.
public final class ManyHashes {
  /// The longest input; with it, the most bytes that are hashed in one go.
  public static final int LONGEST = Lanes.COUNT * CHUNK;

  private final LaneTrees trees;

  private ManyHashes(LaneTrees trees) {
    this.trees = trees;
  }

  /// Hashes that only a holder of the key can compute.
  ///
  /// @param key 32 bytes
  public static ManyHashes keyed(byte[] key) {
    return new ManyHashes(new LaneTrees(Mode.keyed(key)));
  }

  /// Hashes `count` inputs side by side in `bytes`.
  ///
  /// @param length bytes of each: a power of two from 64 to 131,072
  /// @param out 32 bytes for each are written to its start
  public void hash(byte[] bytes, int from, int length, int count, byte[] out) {
    if (length < BLOCK || length > LONGEST || Integer.bitCount(length) != 1) {
      throw new IllegalArgumentException(
          "a power of two from 64 to 131,072 is the length, not " + length);
    }
    hash(bytes, from, length, length, count, out);
  }

  /// Hashes `count` inputs of less than a block.
  ///
  /// @param bytes 64 for each, of which those behind `length` are zero
  /// @param length bytes of each, 1 to 64
  /// @param out 32 bytes for each are written to its start
  public void hashShort(byte[] bytes, int length, int count, byte[] out) {
    Objects.checkIndex(length - 1, BLOCK);
    hash(bytes, 0, BLOCK, length, count, out);
  }

  private void hash(byte[] bytes, int from, int stride, int length, int count, byte[] out) {
    Objects.checkFromIndexSize(from, stride * count, bytes.length);
    Objects.checkFromIndexSize(0, Blake3.DIGEST_BYTES * count, out.length);
    int chunks = Math.max(1, length / CHUNK);
    int most = Lanes.COUNT / chunks;
    for (int done = 0; done < count; done += most) {
      int inputs = Math.min(most, count - done);
      trees.chunks(
          bytes,
          from + done * stride,
          Math.min(stride, CHUNK),
          Math.min(length, CHUNK),
          inputs * chunks,
          0,
          chunks - 1,
          chunks == 1 ? ROOT : 0);
      for (int wide = chunks / 2; wide > 0; wide /= 2) {
        trees.parents(inputs * wide, wide == 1 ? ROOT : 0);
      }
      for (int i = 0; i < inputs; i++) {
        Words.put(trees.value(i), out, (done + i) * Blake3.DIGEST_BYTES);
      }
    }
  }
}
