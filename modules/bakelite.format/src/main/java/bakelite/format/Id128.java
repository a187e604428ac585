package bakelite.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// 16 random bytes that name a replica, a database or one life of a writer.
///
/// @param high bytes 0 to 7, big-endian
/// @param low bytes 8 to 15, big-endian
public record Id128(long high, long low) {
  /// Length of the stored form.
  public static final int BYTES = 16;

  /// An id that no other call has drawn, as far as `random` is good.
  public static Id128 random(RandomGenerator random) {
    return new Id128(random.nextLong(), random.nextLong());
  }

  /// Takes the next 16 bytes of `bytes`, whatever its byte order.
  public static Id128 read(ByteBuffer bytes) {
    var order = bytes.order();
    var id = new Id128(bytes.order(ByteOrder.BIG_ENDIAN).getLong(), bytes.getLong());
    bytes.order(order);
    return id;
  }

  /// The 16 bytes, in the order in which they are stored.
  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  /// 32 lower-case hexadecimal digits.
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
