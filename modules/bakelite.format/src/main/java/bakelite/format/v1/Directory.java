package bakelite.format.v1;

import static bakelite.format.v1.DirectoryField.*;

import bakelite.format.DamagedException;
import bakelite.format.ObjectReader.Block;
import java.nio.ByteBuffer;

/// Where each block lies and which images are in it. Proved once; the entries stay in the bytes
/// that were read, but for the offset of each block.
final class Directory {
  /// Codec of a block that is stored as it is.
  static final int STORED_AS_IT_IS = 0;

  /// Codec of a block that is one Zstandard frame.
  static final int ZSTANDARD = 1;

  /// Codec of a block that is one LZ4 block.
  static final int LZ4 = 2;

  private final Section entries;
  private final long[] offsets;
  private final int images;

  private Directory(Section entries, long[] offsets, int images) {
    this.entries = entries;
    this.offsets = offsets;
    this.images = images;
  }

  /// @param pageSize 0 when the object has no pages
  /// @param blocksLength bytes between header and directory
  /// @param imagesAtMost how many the index can have
  static Directory prove(Section entries, int pageSize, long blocksLength, int imagesAtMost)
      throws DamagedException {
    int blocks = entries.length() / ENTRY_BYTES;
    entries.require(blocks == 0 || pageSize > 0, 0, "no blocks in an object without pages", blocks);
    var offsets = new long[blocks];
    long offset = HeaderField.HEADER_BYTES;
    long images = 0;
    for (int block = 0; block < blocks; block++) {
      int at = block * ENTRY_BYTES;
      long first = entries.u32(at + FIRST_IMAGE.offset);
      entries.require(first == images, at, "first image " + images, first);
      offsets[block] = offset;
      offset += proveLengths(entries, at, pageSize);
      images += entries.u32(at + RAW.offset) / pageSize;
      entries.require(
          images <= imagesAtMost, at, "at most the " + imagesAtMost + " images indexed", images);
    }
    entries.require(
        offset - HeaderField.HEADER_BYTES == blocksLength,
        0,
        "blocks of together " + blocksLength + " bytes",
        offset - HeaderField.HEADER_BYTES);
    return new Directory(entries, offsets, (int) images);
  }

  private static long proveLengths(Section entries, int at, int pageSize) throws DamagedException {
    long raw = entries.u32(at + RAW.offset);
    entries.require(
        raw > 0 && raw <= Limits.BLOCK_BYTES && raw % pageSize == 0,
        at + RAW.offset,
        "a multiple of the page size " + pageSize + " up to " + Limits.BLOCK_BYTES,
        raw);
    long stored = entries.u32(at + STORED.offset);
    switch (entries.u8(at + CODEC.offset)) {
      case STORED_AS_IT_IS ->
          entries.require(stored == raw, at + STORED.offset, "the raw length " + raw, stored);
      case ZSTANDARD, LZ4 ->
          entries.require(
              stored > 0 && stored < raw, at + STORED.offset, "less than " + raw, stored);
      default ->
          throw entries.damaged(
              at + CODEC.offset, "codec 0, 1 or 2", "codec " + entries.u8(at + CODEC.offset));
    }
    return stored;
  }

  /// Writes one entry; what is reserved stays zero.
  static void entry(ByteBuffer to, int firstImage, int stored, int raw, int codec, int checksum) {
    int at = to.position();
    to.putInt(at + FIRST_IMAGE.offset, firstImage)
        .putInt(at + STORED.offset, stored)
        .putInt(at + RAW.offset, raw)
        .put(at + CODEC.offset, (byte) codec)
        .putInt(at + BLOCK_CHECKSUM.offset, checksum)
        .position(at + ENTRY_BYTES);
  }

  int blocks() {
    return offsets.length;
  }

  /// How many images all blocks have together.
  int images() {
    return images;
  }

  /// Ordinal of the first image of a block; one past the last image when there is no such block.
  int firstImage(int block) {
    return block < offsets.length ? entries.i32(block * ENTRY_BYTES + FIRST_IMAGE.offset) : images;
  }

  Block block(int number) {
    int at = number * ENTRY_BYTES;
    int first = firstImage(number);
    return new Block(
        offsets[number],
        entries.i32(at + STORED.offset),
        entries.i32(at + RAW.offset),
        first,
        firstImage(number + 1) - first);
  }

  /// Bytes of the longest block, unpacked; 0 when there is none.
  int longestBlock() {
    int longest = 0;
    for (int block = 0; block < blocks(); block++) {
      longest = Math.max(longest, entries.i32(block * ENTRY_BYTES + RAW.offset));
    }
    return longest;
  }

  int codec(int block) {
    return entries.u8(block * ENTRY_BYTES + CODEC.offset);
  }

  int checksum(int block) {
    return entries.i32(block * ENTRY_BYTES + BLOCK_CHECKSUM.offset);
  }
}
