package bakelite.format;

import bakelite.format.record.RecordField;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/// What a replica knows of one commit. The lineage binds every field of it.
///
/// @param index number of the commit, from 1, without gaps
/// @param timeMillis milliseconds since 1970 UTC at the first look at the wal-index that showed it;
///   never less than the record before
/// @param pages size of the database after it, in pages
/// @param pageSize bytes of a page, a power of two from 512 to 65536
/// @param flags what is special about it
/// @param digest content of the database after it; `Digest.EMPTY` with `DIGEST_UNKNOWN`
public record CommitRecord(
    long index, long timeMillis, long pages, int pageSize, Set<CommitFlag> flags, Digest digest) {
  /// Length of the stored form.
  public static final int BYTES = RecordField.RECORD_BYTES;

  public CommitRecord {
    flags = Set.copyOf(flags);
  }

  /// Whether the database can be restored as of this record.
  public boolean isRestorePoint() {
    return !flags.contains(CommitFlag.CLAIM) && !flags.contains(CommitFlag.DIGEST_UNKNOWN);
  }

  /// The stored form, which the lineage binds: `BYTES` bytes as laid out in `RecordField`.
  public byte[] bytes() {
    if (pages < 0 || pages > 0xffff_ffffL) {
      throw new IllegalArgumentException("a record has room for 32 bits of pages, not " + pages);
    }
    return ByteBuffer.allocate(BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(RecordField.INDEX.offset, index)
        .putLong(RecordField.TIME.offset, timeMillis)
        .putInt(RecordField.PAGES.offset, (int) pages)
        .putInt(RecordField.PAGE_SIZE.offset, pageSize)
        .putInt(RecordField.FLAGS.offset, CommitFlag.bits(flags))
        .putLong(RecordField.DIGEST.offset, digest.low())
        .putLong(RecordField.DIGEST.offset + Long.BYTES, digest.high())
        .array();
  }
}
