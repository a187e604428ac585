package bakelite.format.v1;

/// What no object of version 1 exceeds. A reader refuses what does, before it makes room for it.
final class Limits {
  /// Greatest page number, 2^32 - 2.
  static final long PAGES = 0xffff_fffeL;

  /// Commits with a record in one object.
  static final int COMMITS = 1 << 20;

  /// Bytes of one block, stored or unpacked.
  static final int BLOCK_BYTES = 1 << 20;

  /// Bytes of one block before compression that a writer aims at; one image is always allowed.
  static final int BLOCK_TARGET_BYTES = 64 << 10;

  /// Bytes of one entry of the index, times pages, times commits.
  static final int INDEX_ENTRY_BYTES = 40;

  /// Bytes of the note.
  static final int NOTE_BYTES = 4096;

  /// Bytes of directory, index, table, note and trailer together: what a reader holds in memory.
  static final int TAIL_BYTES = 1 << 30;

  /// Where a writer stops, so that the rest of the tail has room too.
  static final int INDEX_AND_DIRECTORY_BYTES = TAIL_BYTES - (128 << 20);

  /// An object up to this many bytes is fetched in one read; of a longer one, this many bytes of
  /// its end.
  static final int FIRST_READ_BYTES = 256 << 10;

  private Limits() {}

  /// The page that holds byte 2^30 of a database. SQLite locks there and stores nothing in it.
  static long lockPage(int pageSize) {
    return (1L << 30) / pageSize + 1;
  }
}
