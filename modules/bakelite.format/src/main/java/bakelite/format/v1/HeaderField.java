package bakelite.format.v1;

import bakelite.format.Preamble;

/// The first 256 bytes of every object. All numbers little-endian.
///
/// | offset | bytes | field | meaning |
/// |---:|---:|---|---|
/// | 0 | 8 | magic | `BAKELITE` in ASCII |
/// | 8 | 2 | format | u16, version of the format: 1 |
/// | 10 | 2 | header length | u16, 256 |
/// | 12 | 4 | must understand | u32, one bit for each feature without which the object cannot be read; none is defined |
/// | 16 | 4 | may ignore | u32, one bit for each feature that a reader may pass over; none is defined |
/// | 20 | 6 | writer version | u16 × 3, version of bakelite that wrote the object |
/// | 26 | 1 | kind | u8, 0 time, 1 shard, 2 identity, 3 fence |
/// | 27 | 1 | level | u8, 0 for change-sets, compaction counts up; 0 for every other kind |
/// | 28 | 4 | page size | u32, 512 to 65536, a power of two; 0 for identity and fence |
/// | 32 | 16 | replica | id, drawn when the replica was made |
/// | 48 | 16 | database | id, drawn when the database was first seen |
/// | 64 | 8 | origin | u64, index of the origin that the object belongs to |
/// | 72 | 8 | first | u64, index of the first commit; of a shard: the origin |
/// | 80 | 8 | last | u64, index of the last commit; of a shard: as of which the pages are |
/// | 88 | 4 | page from | u32, first page that the object covers |
/// | 92 | 4 | page to | u32, last page that it covers; ffffffff: without end |
/// | 96 | 4 | pages | u32, size of the database at `last`, in pages |
/// | 100 | 4 | commits | u32, records in the table |
/// | 104 | 8 | earliest time | i64, least commit time in it, milliseconds since 1970 UTC |
/// | 112 | 8 | latest time | i64, greatest commit time in it |
/// | 120 | 32 | lineage before | L at `first - 1` |
/// | 152 | 16 | life | id, drawn at each start of a writer |
/// | 168 | 1 | cipher | u8, 0 none; every other value reserved |
/// | 169 | 1 | key wrap | u8, 0 none; every other value reserved |
/// | 170 | 2 | segment | u16, reserved, 0 |
/// | 172 | 16 | key id | reserved, 0 |
/// | 188 | 32 | salt | reserved, 0 |
/// | 220 | 32 | zeros | reserved, 0 |
/// | 252 | 4 | header checksum | u32, CRC-32C of bytes 0 to 251 |
enum HeaderField {
  MAGIC(Preamble.MAGIC_OFFSET, 8),
  FORMAT(Preamble.VERSION_OFFSET, 2),
  HEADER_LENGTH(10, 2),
  MUST_UNDERSTAND(12, 4),
  MAY_IGNORE(16, 4),
  WRITER_VERSION(Preamble.WRITER_OFFSET, 6),
  KIND(26, 1),
  LEVEL(27, 1),
  PAGE_SIZE(28, 4),
  REPLICA(32, 16),
  DATABASE(48, 16),
  ORIGIN(64, 8),
  FIRST(72, 8),
  LAST(80, 8),
  PAGE_FROM(88, 4),
  PAGE_TO(92, 4),
  PAGES(96, 4),
  COMMITS(100, 4),
  EARLIEST_TIME(104, 8),
  LATEST_TIME(112, 8),
  LINEAGE_BEFORE(120, 32),
  LIFE(152, 16),
  CIPHER(168, 1),
  KEY_WRAP(169, 1),
  SEGMENT(170, 2),
  KEY_ID(172, 16),
  SALT(188, 32),
  ZEROS(220, 32),
  HEADER_CHECKSUM(Preamble.CHECKSUM_OFFSET, 4);

  /// Length of the whole header.
  static final int HEADER_BYTES = Preamble.BYTES;

  /// Offset in the header and in the object.
  final int offset;

  /// Length of the field.
  final int bytes;

  HeaderField(int offset, int bytes) {
    this.offset = offset;
    this.bytes = bytes;
  }
}
