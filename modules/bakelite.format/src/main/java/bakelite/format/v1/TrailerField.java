package bakelite.format.v1;

/// The last 256 bytes of every object. All numbers little-endian.
///
/// | offset | bytes | field | meaning |
/// |---:|---:|---|---|
/// | 0 | 8 | blocks length | u64, all blocks together |
/// | 8 | 8 | directory length | u64, 24 for each block |
/// | 16 | 8 | index length | u64 |
/// | 24 | 8 | table length | u64 |
/// | 32 | 8 | note length | u64, at most 4096 |
/// | 40 | 44 | last record | the record of `last` |
/// | 84 | 32 | lineage before last | L at `last - 1` |
/// | 116 | 32 | lineage at last | L at `last` |
/// | 148 | 2 | digest algorithm | u16, 1: sum of keyed BLAKE3; 2 reserved |
/// | 150 | 34 | zeros | reserved, 0 |
/// | 184 | 32 | tail hash | BLAKE3 of header, directory, index, table, note and the trailer before this field |
/// | 216 | 32 | object hash | BLAKE3 of every byte of the object before this field |
/// | 248 | 8 | end magic | `BAKELITE` in ASCII |
enum TrailerField {
  BLOCKS_LENGTH(0, 8),
  DIRECTORY_LENGTH(8, 8),
  INDEX_LENGTH(16, 8),
  TABLE_LENGTH(24, 8),
  NOTE_LENGTH(32, 8),
  LAST_RECORD(40, 44),
  LINEAGE_BEFORE_LAST(84, 32),
  LINEAGE_AT_LAST(116, 32),
  DIGEST_ALGORITHM(148, 2),
  ZEROS(150, 34),
  TAIL_HASH(184, 32),
  OBJECT_HASH(216, 32),
  END_MAGIC(248, 8);

  /// Length of the whole trailer.
  static final int TRAILER_BYTES = 256;

  /// Offset in the trailer.
  final int offset;

  /// Length of the field.
  final int bytes;

  TrailerField(int offset, int bytes) {
    this.offset = offset;
    this.bytes = bytes;
  }
}
