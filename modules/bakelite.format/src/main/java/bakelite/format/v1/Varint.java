package bakelite.format.v1;

import java.nio.ByteBuffer;

/// Unsigned numbers in as many bytes as they need: seven bits a byte, the lowest first, the top bit
/// set on all but the last byte. `Section` reads them.
final class Varint {
  /// Bytes of the longest varint.
  static final int GREATEST_BYTES = 10;

  private Varint() {}

  static void write(ByteBuffer to, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      to.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    to.put((byte) rest);
  }

  /// Folds a signed number into an unsigned one, so that small ones of either sign stay small.
  static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  static long unzigzag(long folded) {
    return folded >>> 1 ^ -(folded & 1);
  }
}
