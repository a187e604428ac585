package bakelite.backup.local;

import bakelite.wal.Checksum;
import bakelite.wal.Salts;
import bakelite.wal.WalPosition;
import java.nio.ByteBuffer;

/// The stored form of a WAL position: 32 bytes, in the byte order of the buffer.
///
/// | offset | bytes | field                              |
/// |-------:|------:|------------------------------------|
/// |      0 |     8 | salts                              |
/// |      8 |     8 | frame                              |
/// |     16 |     8 | cumulative checksum                |
/// |     24 |     4 | page size                          |
/// |     28 |     4 | 1 when the checksums are big-endian |
final class PositionBytes {
  static final int BYTES = 32;

  private PositionBytes() {}

  static void put(ByteBuffer bytes, WalPosition position) {
    bytes.putInt(position.salts().first()).putInt(position.salts().second());
    bytes.putLong(position.frame());
    bytes.putInt(position.checksum().first()).putInt(position.checksum().second());
    bytes.putInt(position.pageSize()).putInt(position.bigEndian() ? 1 : 0);
  }

  static WalPosition get(ByteBuffer bytes) {
    var salts = new Salts(bytes.getInt(), bytes.getInt());
    long frame = bytes.getLong();
    var checksum = new Checksum(bytes.getInt(), bytes.getInt());
    int pageSize = bytes.getInt();
    return new WalPosition(salts, frame, checksum, bytes.getInt() != 0, pageSize);
  }
}
