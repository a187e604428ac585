package bakelite.format.v1;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.CommitFlag;
import bakelite.format.Compression;
import bakelite.format.DamagedException;
import bakelite.format.Formats;
import bakelite.format.NewerFormatException;
import bakelite.format.ObjectHeader.PageRange;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Each rule of the format, broken by somebody who makes every hash right again.
class RulesTest {
  private static final byte[] CHANGE_SET = history(512).changeSet(1, 2).written(Compression.NONE);
  private static final byte[] PACKED = history(512).changeSet(1, 2).written(Compression.ZSTD);
  private static final byte[] COMPACTED =
      history(512).compacted(2, 1, 2, true).written(Compression.NONE);
  private static final byte[] SHARD =
      history(512).shard(2, new PageRange(2, 3)).written(Compression.NONE);
  private static final byte[] IDENTITY = SampleHistory.identity(5).written(Compression.NONE);
  private static final byte[] FENCE = SampleHistory.fence(3, 5).written(Compression.NONE);

  private static SampleHistory history(int pageSize) {
    var history = new SampleHistory(pageSize);
    var pages = new TreeMap<Long, byte[]>();
    for (long page = 1; page <= 3; page++) {
      pages.put(page, new byte[pageSize]);
    }
    var rewritten = new byte[pageSize];
    rewritten[0] = 7;
    return history.commit(1000, 3, pages, CommitFlag.ORIGIN).commit(2000, 3, Map.of(2L, rewritten));
  }

  @Test
  void aHeaderIsHeldToItsRules() {
    refused(CHANGE_SET, f -> f.u16(10, 300), "header", 10, "a header of 256 bytes");
    refused(CHANGE_SET, f -> f.u16(8, 0), "header", 8, "a format version from 1");
    refused(CHANGE_SET, f -> f.u8(26, 4), "header", 26, "a kind from 0 to 3");
    refused(CHANGE_SET, f -> f.u32(28, 513), "header", 28, "a power of two");
    refused(CHANGE_SET, f -> f.u32(28, 256), "header", 28, "a power of two");
    refused(CHANGE_SET, f -> f.u32(28, 131072), "header", 28, "a power of two");
    refused(CHANGE_SET, f -> f.u32(28, 0x8000_0000L), "header", 28, "a power of two");
    refused(CHANGE_SET, f -> f.i64(64, 0), "header", 64, "an index from 1");
    refused(CHANGE_SET, f -> f.i64(64, -1), "header", 64, "an index from 1");
    refused(CHANGE_SET, f -> f.i64(64, 2), "header", 72, "an index from the origin 2");
    refused(CHANGE_SET, f -> f.i64(80, 0), "header", 80, "an index from 1");
    refused(CHANGE_SET, f -> f.u32(88, 2), "header", 88, "expected 1");
    refused(CHANGE_SET, f -> f.u32(92, 9), "header", 92, "4294967295");
    refused(CHANGE_SET, f -> f.u32(96, 0xffff_ffffL), "header", 96, "at most 4294967294 pages");
    refused(CHANGE_SET, f -> f.u32(100, 0), "header", 100, "a record for each index");
    refused(CHANGE_SET, f -> f.u32(100, 3), "header", 100, "a record for each index");
    refused(CHANGE_SET, f -> f.u32(100, 0xffff_ffffL), "header", 100, "at most 1048576");
    refused(CHANGE_SET, f -> f.i64(104, 2001), "header", 112, "a time not before 2001");
    refused(SHARD, f -> f.u8(27, 1), "header", 27, "expected 0");
    refused(SHARD, f -> f.u32(88, 0), "header", 88, "a page from 1");
    refused(SHARD, f -> f.u32(92, 1), "header", 92, "a page from 2");
    refused(SHARD, f -> f.u32(100, 1), "header", 100, "expected 0");
    refused(SHARD, f -> f.i64(72, 2), "header", 72, "the origin 1");
    refused(IDENTITY, f -> f.i64(80, 1), "header", 80, "expected 0");
    refused(IDENTITY, f -> f.u32(28, 512), "header", 28, "expected 0");
    refused(IDENTITY, f -> f.u32(96, 1), "header", 96, "expected 0");
    refused(FENCE, f -> f.i64(80, 4), "header", 80, "the one index 3");
  }

  @Test
  void whatIsNewerThanThisVersionIsCalledSo() {
    newer(f -> f.u16(8, 2), "format version 2");
    newer(f -> f.u16(8, 0xffff), "format version 65535");
    newer(f -> f.u32(12, 0x8000_0001L), "features 80000001");
    newer(f -> f.u8(168, 1), "encryption");
    newer(f -> f.u8(169, 1), "encryption");
    newer(f -> f.u16(f.at(TrailerField.DIGEST_ALGORITHM), 2), "digest algorithm 2");
  }

  @Test
  void whatAReaderMayIgnoreIsIgnored() {
    read(CHANGE_SET, f -> f.u32(16, 0xffff_ffffL));
    read(CHANGE_SET, f -> f.u8(170, 1).u8(172, 1).u8(188, 1).u8(220, 1));
    read(CHANGE_SET, f -> f.u8(f.directory() + 13, 1).u8(f.directory() + 20, 1));
    read(CHANGE_SET, f -> f.u8(f.at(TrailerField.ZEROS), 1));
  }

  @Test
  void aTrailerIsHeldToItsRules() {
    refused(CHANGE_SET, f -> f.i64(f.at(TrailerField.BLOCKS_LENGTH), -1), "trailer", "a length of");
    refused(
        CHANGE_SET,
        f -> f.i64(f.at(TrailerField.BLOCKS_LENGTH), Long.MAX_VALUE),
        "trailer",
        "a length of");
    refused(CHANGE_SET, f -> f.i64(f.at(TrailerField.NOTE_LENGTH), 1), "trailer", "a length of");
    refused(
        CHANGE_SET,
        f -> f.i64(f.at(TrailerField.TABLE_LENGTH), 0),
        "trailer",
        "lengths that add up");
    refused(
        CHANGE_SET,
        f ->
            f.i64(f.at(TrailerField.DIRECTORY_LENGTH), 25).i64(f.at(TrailerField.INDEX_LENGTH), 71),
        "trailer",
        "a multiple of 24");
    int record = TrailerField.LAST_RECORD.offset;
    refused(CHANGE_SET, f -> f.i64(trailer(f) + record, 9), "trailer", "the record of 2");
    refused(CHANGE_SET, f -> f.u32(trailer(f) + record + 16, 4), "trailer", "3 pages of 512 bytes");
    refused(CHANGE_SET, f -> f.u32(trailer(f) + record + 20, 1024), "trailer", "3 pages of 512");
    refused(CHANGE_SET, f -> f.u32(trailer(f) + record + 24, 32), "trailer", "no flags but");
    refused(CHANGE_SET, f -> f.u8(trailer(f) + record + 28, 1), "trailer", "the last of the table");
    refused(CHANGE_SET, f -> f.i64(trailer(f) + record + 8, 1), "trailer", "a time from 1000");
    refused(IDENTITY, f -> f.u8(f.at(TrailerField.LINEAGE_BEFORE_LAST), 1), "trailer", "found 01");
    refused(IDENTITY, f -> f.u8(f.at(TrailerField.LINEAGE_AT_LAST), 1), "trailer", "found 01");
  }

  @Test
  void aDirectoryIsHeldToItsRules() {
    refused(CHANGE_SET, f -> f.u32(f.directory(), 1), "directory", "first image 0");
    refused(CHANGE_SET, f -> f.u32(f.directory() + 8, 0), "directory", "a multiple of the page");
    refused(CHANGE_SET, f -> f.u32(f.directory() + 8, 100), "directory", "a multiple of the page");
    refused(CHANGE_SET, f -> f.u32(f.directory() + 8, 2 << 20), "directory", "up to 1048576");
    refused(CHANGE_SET, f -> f.u32(f.directory() + 4, 7), "directory", "the raw length 2048");
    refused(CHANGE_SET, f -> f.u8(f.directory() + 12, 3), "directory", "codec 0, 1 or 2");
    refused(CHANGE_SET, f -> f.u8(f.directory() + 12, 1), "directory", "less than 2048");
    refused(PACKED, f -> f.u32(f.directory() + 4, 0), "directory", "less than 2048");
    refused(PACKED, f -> f.u32(f.directory() + 4, 9), "directory", "blocks of together");
    refused(PACKED, f -> f.u32(f.directory() + 8, 1024), "index", "the end of the index after 2");
    refused(PACKED, f -> f.u32(f.directory() + 8, 2560), "directory", "at most the 4 images");
  }

  @Test
  void anIndexIsHeldToItsRules() {
    refused(CHANGE_SET, f -> f.u8(f.index(), 0), "index", "a page after 0");
    refused(CHANGE_SET, f -> f.u8(f.index() + 1, 2), "index", "a commit ordinal of at most 1");
    refused(CHANGE_SET, f -> f.u8(f.index(), 4), "index", "a page of 3");
    refused(CHANGE_SET, f -> f.u8(f.index() + 18, 2), "index", "a page of 3");
    refused(CHANGE_SET, f -> f.u8(f.index() + 19, 0), "index", "an older commit");
    refused(CHANGE_SET, f -> f.u8(f.index(), 0x80).u8(f.index() + 1, 0), "index", "shortest form");
    refused(COMPACTED, f -> f.u8(f.index() + 17, 0), "index", "a page after 1");
    refused(SHARD, f -> f.u8(f.index(), 1), "index", "a page of 3");
    refused(SHARD, f -> f.u32(92, 2), "index", "a page of 3");
  }

  @Test
  void theLockPageIsInNoIndex() {
    int pageSize = 65536;
    long before = Limits.lockPage(pageSize) - 1;
    var history =
        new SampleHistory(pageSize)
            .commit(1, before + 1, Map.of(before, new byte[pageSize]), CommitFlag.ORIGIN);
    var object = history.changeSet(1, 1).written(Compression.ZSTD);
    read(object, f -> {});
    refused(object, f -> f.u8(f.index(), 0x81), "index", "not the lock page, found page 16385");
  }

  @Test
  void aTableIsHeldToItsRules() {
    refused(CHANGE_SET, f -> f.u8(f.table(), 2), "table", "the record of index 1");
    refused(CHANGE_SET, f -> f.u8(f.table() + 1, 1), "table", "a time from 1000 to 2000");
    refused(CHANGE_SET, f -> f.u8(f.table() + 1, 2), "table", "found 2001");
    refused(
        CHANGE_SET,
        f -> f.u8(f.table() + 1, 2).u8(f.table() + 21, 0xce),
        "table",
        "records with the header's");
    refused(CHANGE_SET, f -> f.u8(f.table() + 3, 32), "table", "no flags but");
    refused(CHANGE_SET, f -> f.u8(f.table() + 3, 8), "table", "no digest, as the flags say");
    refused(CHANGE_SET, f -> f.u8(f.table() + 3, 16), "table", "a claim that is released");
    refused(CHANGE_SET, f -> f.u8(f.table() + 3, 1), "table", "a claim that is alone");
    refused(CHANGE_SET, f -> f.u8(f.table() + 24, 2), "table", "origin");
    refused(CHANGE_SET, f -> f.u8(f.table() + 2, 0), "index", "a page of 0");
  }

  @Test
  void aClaimHasNoPages() {
    var history = history(512);
    var one = history.changeSet(1, 1).written(Compression.NONE);
    int last = TrailerField.LAST_RECORD.offset + 24;
    refused(one, f -> f.u8(f.table() + 3, 3).u8(trailer(f) + last, 3), "table", "a claim without");
    history.commit(3000, 3, Map.of(), CommitFlag.CLAIM);
    read(history.changeSet(3, 3).written(Compression.NONE), f -> {});
  }

  @Test
  void aBlockThatUnpacksToAnotherLengthIsRefused() throws Exception {
    var other = history(512).changeSet(1, 1).written(Compression.ZSTD);
    var forged = new Forged(PACKED);
    var shorter = new Forged(other);
    int room = forged.directory() - HeaderField.HEADER_BYTES;
    int length = shorter.directory() - HeaderField.HEADER_BYTES;
    assertTrue(length <= room, "the example is no longer one");
    for (int i = 0; i < room; i++) {
      forged.u8(256 + i, i < length ? shorter.u8(256 + i) : 0);
    }
    var object = forged.sealed();
    var reader = Formats.read(object);
    var block = reader.block(0);
    var thrown =
        assertThrows(
            DamagedException.class,
            () -> reader.unpack(0, object.read(block.offset(), block.storedLength())));
    assertTrue(thrown.getMessage().contains("cannot read block 0 of forged at byte 256"));
  }

  private static int trailer(Forged forged) {
    return forged.at(TrailerField.BLOCKS_LENGTH);
  }

  private static void read(byte[] object, Consumer<Forged> change) {
    var forged = new Forged(object);
    change.accept(forged);
    assertDoesNotThrow(() -> Formats.read(forged.sealed()));
  }

  private static void newer(Consumer<Forged> change, String what) {
    var forged = new Forged(CHANGE_SET).u16(20, 3).u16(22, 14).u16(24, 15);
    change.accept(forged);
    var thrown = assertThrows(NewerFormatException.class, () -> Formats.read(forged.sealed()));
    assertEquals("3.14.15", thrown.writer());
    assertTrue(thrown.getMessage().contains(what), thrown.getMessage());
  }

  private static void refused(
      byte[] object, Consumer<Forged> change, String part, long offset, String expected) {
    assertEquals(offset, refused(object, change, part, expected).offset());
  }

  private static DamagedException refused(
      byte[] object, Consumer<Forged> change, String part, String expected) {
    var forged = new Forged(object);
    change.accept(forged);
    var thrown = assertThrows(DamagedException.class, () -> Formats.read(forged.sealed()));
    assertTrue(
        thrown.getMessage().startsWith("cannot read " + part + " of forged at byte "),
        thrown.getMessage());
    assertTrue(thrown.getMessage().contains(expected), thrown.getMessage());
    return thrown;
  }
}
