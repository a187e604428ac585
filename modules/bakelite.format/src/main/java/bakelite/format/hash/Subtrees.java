package bakelite.format.hash;

import java.util.ArrayList;
import java.util.List;

/// The complete subtrees to the left of the chunk in hand, largest first: one for each bit that is
/// set in the number of chunks so far. Two neighbours of one size become their parent at once.
final class Subtrees {
  private final Mode mode;
  private final List<int[]> values;

  Subtrees(Mode mode) {
    this(mode, List.of());
  }

  private Subtrees(Mode mode, List<int[]> values) {
    this.mode = mode;
    this.values = new ArrayList<>(values);
  }

  /// The same subtrees, to add others to.
  Subtrees copy() {
    return new Subtrees(mode, values);
  }

  /// Adds the next subtree. More input must follow it: none of the parents made here may be the
  /// root.
  ///
  /// @param height 0 for a chunk, else its chunks are 2^height and it starts at a multiple of that
  /// @param chunks in the whole input so far, those of this subtree included
  void add(int[] value, int height, long chunks) {
    int[] merged = value;
    for (long pairs = chunks >>> height; (pairs & 1) == 0; pairs >>>= 1) {
      merged = Node.parent(mode, values.removeLast(), merged).chainingValue();
    }
    values.add(merged);
  }

  /// The root of the tree that ends with `last`.
  Node root(Node last) {
    var node = last;
    for (int[] left : values.reversed()) {
      node = Node.parent(mode, left, node.chainingValue());
    }
    return node;
  }
}
