package bakelite.format.hash;

import static bakelite.format.hash.CompressionFunction.BLOCK;
import static bakelite.format.hash.CompressionFunction.CHUNK;
import static bakelite.format.hash.CompressionFunction.CHUNK_END;
import static bakelite.format.hash.CompressionFunction.CHUNK_START;

import java.util.Arrays;

/// The chunk that input is being added to: a leaf of the tree, up to 1,024 bytes, hashed block
/// after block. The block at the end is held back until it is known whether more follows.
final class Chunk {
  private final Mode mode;
  private final long number;
  private final byte[] block = new byte[BLOCK];
  private int[] value;
  private int blocksDone;
  private int blockLength;

  /// @param number of the chunk in the input, from 0
  Chunk(Mode mode, long number) {
    this.mode = mode;
    this.number = number;
    this.value = mode.key();
  }

  long number() {
    return number;
  }

  int length() {
    return blocksDone * BLOCK + blockLength;
  }

  boolean isFull() {
    return length() == CHUNK;
  }

  /// Takes what the chunk has room for.
  ///
  /// @return how many of `length` bytes that was
  int add(byte[] bytes, int from, int length) {
    int end = from + Math.min(length, CHUNK - length());
    for (int at = from; at < end; ) {
      if (blockLength == BLOCK) {
        value = held().chainingValue();
        blocksDone++;
        blockLength = 0;
      }
      int taken = Math.min(end - at, BLOCK - blockLength);
      System.arraycopy(bytes, at, block, blockLength, taken);
      blockLength += taken;
      at += taken;
    }
    return end - from;
  }

  /// The chunk as it is now. More can be added afterwards.
  Node node() {
    var last = held();
    return new Node(last.value(), last.block(), number, last.length(), last.flags() | CHUNK_END);
  }

  private Node held() {
    Arrays.fill(block, blockLength, BLOCK, (byte) 0);
    int flags = mode.flags() | (blocksDone == 0 ? CHUNK_START : 0);
    return new Node(value, Words.of(block, 0, BLOCK), number, blockLength, flags);
  }
}
