package bakelite.backup.local;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// The bytes of a journal file, little-endian. Local to one machine; `VERSION` guards it.
///
///     file   := preamble (frame* commit)*
///
/// | record   | fields                                                                             |
/// |----------|------------------------------------------------------------------------------------|
/// | preamble | magic `BKJL` 4, version 4, page size 4, zeros 4                                    |
/// | frame    | `FRAM` 4, page 4, image                                                            |
/// | commit   | `COMM` 4, frames 4, index 8, time 8, pages 8, bits 4 (1: resync, 2: position present), position 32, CRC-32C 4 of every byte since the record before the first of its frames |
final class JournalRecords {
  static final int MAGIC = 0x4c4a4b42;
  static final int VERSION = 1;
  static final int FRAME = 0x4d415246;
  static final int COMMIT = 0x4d4d4f43;

  static final int PREAMBLE_BYTES = 16;
  static final int FRAME_HEAD_BYTES = 8;
  static final int COMMIT_BYTES = 72;

  private static final int RESYNC = 1;
  private static final int HAS_POSITION = 2;

  private JournalRecords() {}

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Everything of a commit record but its CRC.
  static void putCommit(ByteBuffer bytes, int frames, CapturedCommit commit) {
    bytes.putInt(COMMIT).putInt(frames);
    bytes.putLong(commit.index()).putLong(commit.timeMillis()).putLong(commit.pages());
    bytes.putInt(
        (commit.isResync() ? RESYNC : 0) | (commit.position().isPresent() ? HAS_POSITION : 0));
    int at = bytes.position();
    commit.position().ifPresent(position -> PositionBytes.put(bytes, position));
    while (bytes.position() < at + PositionBytes.BYTES) {
      bytes.put((byte) 0);
    }
  }

  /// The commit of a record whose first eight bytes were read already.
  static CapturedCommit commit(ByteBuffer bytes) {
    long index = bytes.getLong();
    long time = bytes.getLong();
    long pages = bytes.getLong();
    int bits = bytes.getInt();
    var position = PositionBytes.get(bytes);
    return new CapturedCommit(
        index,
        time,
        pages,
        (bits & RESYNC) != 0,
        (bits & HAS_POSITION) == 0 ? Optional.empty() : Optional.of(position));
  }
}
