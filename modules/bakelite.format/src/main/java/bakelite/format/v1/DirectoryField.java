package bakelite.format.v1;

/// One entry of the directory, which has one for each block, in order. All numbers little-endian.
///
/// | offset | bytes | field | meaning |
/// |---:|---:|---|---|
/// | 0 | 4 | first image | u32, ordinal in the index of the first image in the block |
/// | 4 | 4 | stored | u32, length of the block as it is stored |
/// | 8 | 4 | raw | u32, length of its images: their number times the page size |
/// | 12 | 1 | codec | u8, 0 stored as it is, 1 Zstandard, 2 LZ4 |
/// | 13 | 1 | flags | reserved, 0 |
/// | 14 | 2 | gap | reserved, 0 |
/// | 16 | 4 | block checksum | u32, CRC-32C of the stored bytes |
/// | 20 | 4 | end | reserved, 0 |
enum DirectoryField {
  FIRST_IMAGE(0, 4),
  STORED(4, 4),
  RAW(8, 4),
  CODEC(12, 1),
  FLAGS(13, 1),
  GAP(14, 2),
  BLOCK_CHECKSUM(16, 4),
  END(20, 4);

  /// Length of one entry.
  static final int ENTRY_BYTES = 24;

  /// Offset in the entry.
  final int offset;

  /// Length of the field.
  final int bytes;

  DirectoryField(int offset, int bytes) {
    this.offset = offset;
    this.bytes = bytes;
  }
}
