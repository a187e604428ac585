package bakelite.wal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// SQLite's cumulative checksum, in the making.
///
/// Two 32-bit sums, each of which takes in the other: over the words `x0 x1` of every 8 bytes,
/// `first += x0 + second`, then `second += x1 + first`. The order of the bytes in a word is the
/// WAL's own, from its magic; the wal-index uses that of the machine.
///
/// Every frame goes through here, so it is made to cost no more than reading the file: 8 to 12
/// GB/s.
/// - Two words are read as one long.
/// - A word is added to its own sum first, while the other sum is still being made. That is one
///   addition of latency a word and not two, and twice as fast; C2 does not reorder them itself.
/// - Heap and direct buffers have a loop each. In one loop for both, C2 compiles for the kind that
///   it saw first, and the other is slower by a third.
final class RunningChecksum {
  private static final VarHandle LITTLE_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final boolean bigEndian;
  private int first;
  private int second;

  RunningChecksum(ByteOrder words) {
    this(words, Checksum.ZERO);
  }

  RunningChecksum(ByteOrder words, Checksum from) {
    bigEndian = words == ByteOrder.BIG_ENDIAN;
    first = from.first();
    second = from.second();
  }

  Checksum value() {
    return new Checksum(first, second);
  }

  /// Takes in bytes from absolute index `at` on, whatever the order of the buffer.
  ///
  /// @param length a multiple of 8
  void add(ByteBuffer bytes, int at, int length) {
    if (bytes.hasArray()) {
      addHeap(bytes.array(), bytes.arrayOffset() + at, length);
    } else if (bytes.order() == ByteOrder.LITTLE_ENDIAN) {
      addDirect(bytes, at, length);
    } else {
      addDirect(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN), at, length);
    }
  }

  private void addHeap(byte[] bytes, int at, int length) {
    boolean swap = bigEndian;
    int sum0 = first;
    int sum1 = second;
    int end = at + length;
    for (int i = at; i < end; i += 8) {
      long read = (long) LITTLE_ENDIAN_LONG.get(bytes, i);
      long words = swap ? swapInWords(read) : read;
      sum0 = (sum0 + (int) words) + sum1;
      sum1 = (sum1 + (int) (words >>> 32)) + sum0;
    }
    first = sum0;
    second = sum1;
  }

  private void addDirect(ByteBuffer littleEndian, int at, int length) {
    boolean swap = bigEndian;
    int sum0 = first;
    int sum1 = second;
    int end = at + length;
    for (int i = at; i < end; i += 8) {
      long read = littleEndian.getLong(i);
      long words = swap ? swapInWords(read) : read;
      sum0 = (sum0 + (int) words) + sum1;
      sum1 = (sum1 + (int) (words >>> 32)) + sum0;
    }
    first = sum0;
    second = sum1;
  }

  private static long swapInWords(long words) {
    return Long.rotateLeft(Long.reverseBytes(words), 32);
  }
}
