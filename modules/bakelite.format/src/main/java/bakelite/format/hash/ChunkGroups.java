package bakelite.format.hash;

import static bakelite.format.hash.CompressionFunction.CHUNK;

import org.jspecify.annotations.Nullable;

/// Hashes groups of consecutive chunks into subtrees: many at once, or one by one where that is
/// faster. For one thread at a time.
final class ChunkGroups {
  /// So few chunks, or parents, are faster one by one.
  private static final int FEW = 8;

  private final Mode mode;
  private @Nullable LaneTrees wide;

  ChunkGroups(Mode mode) {
    this.mode = mode;
  }

  /// Adds a group to the tree. More input must follow it.
  ///
  /// @param count of its chunks: a power of two of which `number` is a multiple, up to 128
  /// @param number of the first chunk in the input
  void add(byte[] bytes, int from, int count, long number, Subtrees tree) {
    if (count < FEW) {
      for (int i = 0; i < count; i++) {
        var chunk = Chunk.of(mode, bytes, from + i * CHUNK, CHUNK, number + i);
        tree.add(chunk.chainingValue(), 0, number + i + 1);
      }
      return;
    }
    var lanes = wide();
    lanes.chunks(bytes, from, count, number);
    int left = count;
    int height = 0;
    while (left >= FEW) {
      left /= 2;
      height++;
      lanes.parents(left, 0);
    }
    int each = count / left;
    for (int i = 0; i < left; i++) {
      tree.add(lanes.value(i), height, number + (long) each * (i + 1));
    }
  }

  /// Made when it is first needed: most hashes are of a few bytes.
  private LaneTrees wide() {
    var made = wide;
    if (made == null) {
      made = new LaneTrees(mode);
      wide = made;
    }
    return made;
  }
}
