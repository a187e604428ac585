package bakelite.wal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Writes the first bytes of a wal-index as SQLite does.
final class WalIndexBuilder {
  private WalIndexBuilder() {}

  /// A whole one.
  static ByteBuffer write(WalIndexHeader header, int backfilled) {
    var bytes = ByteBuffer.allocate(WalIndex.BYTES).order(ByteOrder.nativeOrder());
    bytes.putInt(0, 3_007_000).putInt(8, header.change());
    bytes.put(12, (byte) 1).put(13, (byte) (header.bigEndian() ? 1 : 0));
    bytes.putShort(14, (short) (header.pageSize() == 65_536 ? 1 : header.pageSize()));
    bytes.putInt(16, (int) header.maxFrame()).putInt(20, (int) header.pages());
    bytes.putInt(24, header.frameChecksum().first()).putInt(28, header.frameChecksum().second());
    // The salts are copied from the WAL's header, where numbers are big-endian.
    bytes.order(ByteOrder.BIG_ENDIAN);
    bytes.putInt(32, header.salts().first()).putInt(36, header.salts().second());
    bytes.order(ByteOrder.nativeOrder());
    seal(bytes);
    bytes.putInt(96, backfilled);
    for (int i = 0; i < 5; i++) {
      bytes.putInt(100 + 4 * i, i == 4 ? -1 : i);
    }
    return bytes;
  }

  /// Puts a right checksum over the first copy and makes the second equal to it.
  static void seal(ByteBuffer bytes) {
    int first = 0;
    int second = 0;
    for (int i = 0; i < 40; i += 8) {
      first += bytes.getInt(i) + second;
      second += bytes.getInt(i + 4) + first;
    }
    bytes.putInt(40, first).putInt(44, second);
    bytes.put(48, bytes, 0, 48);
  }
}
