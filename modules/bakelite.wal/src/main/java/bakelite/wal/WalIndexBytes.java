package bakelite.wal;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// The first bytes of a wal-index, in the machine's byte order but for the salts, which are copied
/// from the WAL's header as they are.
///
/// | offset | bytes | field         | meaning                                                    |
/// |-------:|------:|---------------|------------------------------------------------------------|
/// |      0 |     4 | iVersion      | 3007000                                                    |
/// |      8 |     4 | iChange       | one more for each commit                                   |
/// |     12 |     1 | isInit        | 1                                                          |
/// |     13 |     1 | bigEndCksum   | 1 when the WAL's checksums are over big-endian words       |
/// |     14 |     2 | szPage        | 1 means 65536, 0 that no WAL has been written yet          |
/// |     16 |     4 | mxFrame       | the last frame of the last commit                          |
/// |     20 |     4 | nPage         | size of the database, in pages                             |
/// |     24 |     8 | aFrameCksum   | cumulative checksum at mxFrame                             |
/// |     32 |     8 | aSalt         | the generation, big-endian                                 |
/// |     40 |     8 | aCksum        | over bytes 0 to 39                                         |
/// |     48 |    48 |               | the same once more                                         |
/// |     96 |     4 | nBackfill     | frames copied into the database file                       |
/// |    100 |  4×5  | aReadMark     | frames up to which readers read                            |
/// |    120 |     8 | aLock         | never read or written, only locked                         |
/// |    128 |     8 |               | nBackfillAttempted, reserved                               |
final class WalIndexBytes {
  private static final int COPY_BYTES = 48;

  private WalIndexBytes() {}

  static WalIndex look(ByteBuffer bytes) {
    if (bytes.remaining() < WalIndex.BYTES) {
      return new WalIndex.Absent(
          "expected a wal-index of 136 bytes or more, found " + bytes.remaining());
    }
    var shared = bytes.slice().order(ByteOrder.nativeOrder());
    var first = new byte[COPY_BYTES];
    var second = new byte[COPY_BYTES];
    shared.get(0, first);
    VarHandle.acquireFence();
    long backfilled = Integer.toUnsignedLong(shared.getInt(96));
    var marks =
        List.of(
            mark(shared, 0), mark(shared, 1), mark(shared, 2), mark(shared, 3), mark(shared, 4));
    VarHandle.acquireFence();
    shared.get(COPY_BYTES, second);
    return ByteBuffer.wrap(first).equals(ByteBuffer.wrap(second))
        ? check(ByteBuffer.wrap(first).order(ByteOrder.nativeOrder()), backfilled, marks)
        : new WalIndex.Torn();
  }

  private static Long mark(ByteBuffer shared, int number) {
    return Integer.toUnsignedLong(shared.getInt(100 + 4 * number));
  }

  private static WalIndex check(ByteBuffer copy, long backfilled, List<Long> marks) {
    int version = copy.getInt(0);
    int isInit = copy.get(12);
    // Zeros have a right checksum, so these two come first.
    if (version == 0 || isInit != 1) {
      return new WalIndex.Absent("the wal-index is not initialised");
    }
    if (version != WalHeader.VERSION) {
      return new WalIndex.Absent(
          "expected wal-index version 3007000, found " + Integer.toUnsignedString(version));
    }
    var checksum = new RunningChecksum(ByteOrder.nativeOrder());
    checksum.add(copy, 0, 40);
    if (!checksum.value().equals(new Checksum(copy.getInt(40), copy.getInt(44)))) {
      return new WalIndex.Torn();
    }
    int pageSize = PageSize.fromShort(Short.toUnsignedInt(copy.getShort(14)));
    if (pageSize != 0 && !PageSize.isAllowed(pageSize)) {
      return new WalIndex.Absent("expected a page size from 512 to 65536, found " + pageSize);
    }
    return new WalIndex.Valid(header(copy, pageSize), backfilled, marks);
  }

  private static WalIndexHeader header(ByteBuffer copy, int pageSize) {
    var bigEndian = copy.duplicate().order(ByteOrder.BIG_ENDIAN);
    return new WalIndexHeader(
        copy.getInt(8),
        copy.get(13) != 0,
        pageSize,
        Integer.toUnsignedLong(copy.getInt(16)),
        Integer.toUnsignedLong(copy.getInt(20)),
        new Checksum(copy.getInt(24), copy.getInt(28)),
        new Salts(bigEndian.getInt(32), bigEndian.getInt(36)));
  }
}
