package bakelite.backup.local;

import bakelite.format.CommitFlag;
import bakelite.format.CommitRecord;
import bakelite.format.Digest;
import bakelite.format.Id128;
import bakelite.format.LineageValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The stored form of a cursor: 256 bytes, little-endian, the last four a CRC-32C of the others.
/// Local to one machine; `VERSION` guards it against an older or newer bakelite.
///
/// | offset | bytes | field                                                                      |
/// |-------:|------:|----------------------------------------------------------------------------|
/// |      0 |     4 | magic `BKCU`                                                               |
/// |      4 |     2 | version                                                                    |
/// |      6 |     2 | bit 0: tiled, bit 1: a WAL position is present                             |
/// |      8 |    16 | replica                                                                    |
/// |     24 |    16 | database                                                                   |
/// |     40 |     8 | origin                                                                     |
/// |     48 |    48 | last: index 8, time 8, pages 8, page size 4, flags 4, digest high 8, low 8 |
/// |     96 |    64 | lineage at `last - 1`, at `last`                                           |
/// |    160 |    16 | device, inode                                                              |
/// |    176 |    32 | WAL position, see `PositionBytes`                                          |
/// |    208 |    44 | zeros                                                                      |
/// |    252 |     4 | CRC-32C of bytes 0 to 251                                                  |
final class CursorBytes {
  static final int BYTES = 256;
  static final int VERSION = 1;

  private static final int MAGIC = 0x55434b42;
  private static final int CRC_AT = 252;
  private static final int TILED = 1;
  private static final int HAS_POSITION = 2;

  private CursorBytes() {}

  static ByteBuffer of(Cursor cursor) {
    var bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    var wal = cursor.source().wal();
    int bits = (cursor.tiled() ? TILED : 0) | (wal.isPresent() ? HAS_POSITION : 0);
    bytes.putInt(MAGIC).putShort((short) VERSION).putShort((short) bits);
    bytes.put(cursor.replica().bytes()).put(cursor.database().bytes()).putLong(cursor.origin());
    var last = cursor.last();
    bytes.putLong(last.index()).putLong(last.timeMillis()).putLong(last.pages());
    bytes.putInt(last.pageSize()).putInt(CommitFlag.bits(last.flags()));
    bytes.putLong(last.digest().high()).putLong(last.digest().low());
    bytes.put(cursor.beforeLast().bytes()).put(cursor.atLast().bytes());
    bytes.putLong(cursor.source().device()).putLong(cursor.source().inode());
    wal.ifPresent(position -> PositionBytes.put(bytes, position));
    bytes.position(CRC_AT).putInt(crc(bytes));
    return bytes.clear();
  }

  /// The cursor in the next 256 bytes, or empty when they are not one: torn, zeros, other version.
  static Optional<Cursor> parse(ByteBuffer source) {
    if (source.remaining() < BYTES) {
      return Optional.empty();
    }
    var bytes = source.slice(source.position(), BYTES).order(ByteOrder.LITTLE_ENDIAN);
    if (storedCrc(bytes) != crc(bytes) || bytes.getInt() != MAGIC || bytes.getShort() != VERSION) {
      return Optional.empty();
    }
    int bits = bytes.getShort();
    var replica = Id128.read(bytes);
    var database = Id128.read(bytes);
    long origin = bytes.getLong();
    var last = record(bytes);
    var before = lineage(bytes);
    var at = lineage(bytes);
    long device = bytes.getLong();
    long inode = bytes.getLong();
    var wal =
        (bits & HAS_POSITION) == 0
            ? Optional.<bakelite.wal.WalPosition>empty()
            : Optional.of(PositionBytes.get(bytes));
    var source2 = new Cursor.Source(device, inode, wal);
    return Optional.of(
        new Cursor(replica, database, origin, (bits & TILED) != 0, last, before, at, source2));
  }

  private static CommitRecord record(ByteBuffer bytes) {
    long index = bytes.getLong();
    long time = bytes.getLong();
    long pages = bytes.getLong();
    int pageSize = bytes.getInt();
    int bits = bytes.getInt();
    var flags = EnumSet.noneOf(CommitFlag.class);
    for (var flag : CommitFlag.values()) {
      if ((bits & flag.bit()) != 0) {
        flags.add(flag);
      }
    }
    return new CommitRecord(
        index, time, pages, pageSize, flags, new Digest(bytes.getLong(), bytes.getLong()));
  }

  private static LineageValue lineage(ByteBuffer bytes) {
    var value = new byte[LineageValue.BYTES];
    bytes.get(value);
    return new LineageValue(value);
  }

  private static int storedCrc(ByteBuffer bytes) {
    return bytes.slice(CRC_AT, Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).getInt();
  }

  private static int crc(ByteBuffer bytes) {
    var crc = new CRC32C();
    crc.update(bytes.slice(0, CRC_AT));
    return (int) crc.getValue();
  }
}
