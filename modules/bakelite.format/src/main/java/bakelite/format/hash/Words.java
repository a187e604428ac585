package bakelite.format.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Bytes as the little-endian words that BLAKE3 computes with.
final class Words {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle PAIR =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Words() {}

  /// The word at byte `at`.
  static int get(byte[] bytes, int at) {
    return (int) WORD.get(bytes, at);
  }

  /// The two words at byte `at`, the second one in the upper half.
  static long pair(byte[] bytes, int at) {
    return (long) PAIR.get(bytes, at);
  }

  /// Puts words one behind the other, the first at byte `at`.
  static void put(int[] words, byte[] bytes, int at) {
    for (int i = 0; i < words.length; i++) {
      WORD.set(bytes, at + i * Integer.BYTES, words[i]);
    }
  }

  /// `length` bytes, a multiple of 4, as words.
  static int[] of(byte[] bytes, int from, int length) {
    int[] words = new int[length / Integer.BYTES];
    for (int i = 0; i < words.length; i++) {
      words[i] = get(bytes, from + i * Integer.BYTES);
    }
    return words;
  }
}
