package bakelite.format.record;

/// The 44 bytes of a commit record: what the lineage hashes, and what a trailer holds. All numbers
/// little-endian, the digest as one number of 128 bits.
///
/// | offset | bytes | field | meaning |
/// |---:|---:|---|---|
/// | 0 | 8 | index | u64, number of the commit |
/// | 8 | 8 | time | i64, milliseconds since 1970 UTC |
/// | 16 | 4 | pages | u32, size of the database after it, in pages |
/// | 20 | 4 | page size | u32, bytes of a page |
/// | 24 | 4 | flags | u32, one bit for each `CommitFlag` |
/// | 28 | 16 | digest | u128, content of the database after it |
public enum RecordField {
  INDEX(0, 8),
  TIME(8, 8),
  PAGES(16, 4),
  PAGE_SIZE(20, 4),
  FLAGS(24, 4),
  DIGEST(28, 16);

  /// Length of the whole record.
  public static final int RECORD_BYTES = 44;

  /// Offset in the record.
  public final int offset;

  /// Length of the field.
  public final int bytes;

  RecordField(int offset, int bytes) {
    this.offset = offset;
    this.bytes = bytes;
  }
}
