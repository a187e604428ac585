package bakelite.format.v1;

import static bakelite.format.v1.TrailerField.OBJECT_HASH;
import static bakelite.format.v1.TrailerField.TRAILER_BYTES;

import bakelite.format.DamagedException;
import bakelite.format.Fingerprint;
import bakelite.format.ObjectBytes;
import bakelite.format.ObjectReader.Block;
import bakelite.format.ObjectReader.ImageCursor;
import bakelite.format.PageHasher;
import bakelite.format.hash.Blake3;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// Proves an object to its last byte: each block by its checksum, each image by its fingerprint,
/// and all of it by the hash of the object. Reads runs of blocks of up to 1 MiB, or what came along
/// with the tail.
final class WholeProof {
  private static final int RUN_BYTES = 1 << 20;

  private final ObjectBytes object;
  private final Ends ends;
  private final Lengths lengths;
  private final Directory directory;
  private final Blocks blocks;
  private final Blake3 hash = Blake3.hash();
  private final ByteBuffer raw;

  WholeProof(ObjectBytes object, Ends ends, Lengths lengths, Directory directory, Blocks blocks) {
    this.object = object;
    this.ends = ends;
    this.lengths = lengths;
    this.directory = directory;
    this.blocks = blocks;
    this.raw = ByteBuffer.allocate(directory.longestBlock());
  }

  void prove(ImageCursor cursor, PageHasher hasher) throws IOException, DamagedException {
    hash.update(ends.header());
    int number = 0;
    while (number < directory.blocks()) {
      int end = endOfRun(number);
      long from = directory.block(number).offset();
      var last = directory.block(end - 1);
      var run = read(from, (int) (last.offset() + last.storedLength() - from));
      hash.update(run.duplicate());
      for (; number < end; number++) {
        proveBlock(number, run, from, cursor, hasher);
      }
    }
    long beforeTrailer = lengths.trailerStart() - lengths.tailStart();
    hash.update(ends.section("tail", lengths.tailStart(), beforeTrailer).view());
    var trailer = ends.section("trailer", lengths.trailerStart(), TRAILER_BYTES);
    hash.update(trailer.view().limit(OBJECT_HASH.offset));
    byte[] computed = hash.digest();
    byte[] stored = trailer.copy(OBJECT_HASH.offset, OBJECT_HASH.bytes);
    if (!Arrays.equals(computed, stored)) {
      throw trailer.damaged(
          OBJECT_HASH.offset,
          "object hash " + HexFormat.of().formatHex(computed),
          HexFormat.of().formatHex(stored));
    }
  }

  private void proveBlock(
      int number, ByteBuffer run, long runStart, ImageCursor cursor, PageHasher hasher)
      throws DamagedException {
    Block block = directory.block(number);
    var stored = run.slice((int) (block.offset() - runStart), block.storedLength());
    raw.clear();
    blocks.unpack(number, stored, raw);
    var images = raw.flip();
    var pages = new long[block.images()];
    var expected = new Fingerprint[block.images()];
    for (int i = 0; i < pages.length; i++) {
      cursor.next();
      pages[i] = cursor.page();
      expected[i] = cursor.fingerprint();
    }
    var found = hasher.fingerprints(pages, images);
    for (int i = 0; i < pages.length; i++) {
      if (!found[i].equals(expected[i])) {
        throw blocks.damaged(
            number, "fingerprint " + expected[i] + " of page " + pages[i], found[i].toString());
      }
    }
  }

  private int endOfRun(int first) {
    long start = directory.block(first).offset();
    int end = first + 1;
    while (end < directory.blocks()) {
      var next = directory.block(end);
      if (next.offset() + next.storedLength() - start > RUN_BYTES) {
        break;
      }
      end++;
    }
    return end;
  }

  private ByteBuffer read(long from, int length) throws IOException {
    var held = ends.held(from, length);
    return held == null ? Ends.exactly(object, from, length) : held;
  }
}
