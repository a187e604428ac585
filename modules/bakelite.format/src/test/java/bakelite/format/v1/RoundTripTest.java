package bakelite.format.v1;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.Compression;
import bakelite.format.FormatException;
import bakelite.format.Formats;
import bakelite.format.ObjectBytes;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.format.ObjectReader;
import bakelite.format.PageHasher;
import java.io.IOException;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/// What is written is what is read, whatever it is.
class RoundTripTest {
  private static final PageHasher HASHER = PageHasher.of(SampleHistory.REPLICA);

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void everyChangeSetComesBack(
      @ForAll long seed,
      @ForAll("pageSizes") int pageSize,
      @ForAll @IntRange(min = 1, max = 12) int commits,
      @ForAll Compression compression)
      throws IOException, FormatException {
    var history = SampleHistories.drawn(seed, pageSize, commits);
    int first = 1 + (int) Math.floorMod(seed, (long) commits);
    comesBack(history.changeSet(first, commits), compression);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void everyCompactedObjectComesBack(
      @ForAll long seed,
      @ForAll("pageSizes") int pageSize,
      @ForAll @IntRange(min = 1, max = 12) int commits,
      @ForAll @IntRange(min = 1, max = 255) int level,
      @ForAll boolean withTable,
      @ForAll Compression compression)
      throws IOException, FormatException {
    var history = SampleHistories.drawn(seed, pageSize, commits);
    int first = 1 + (int) Math.floorMod(seed, (long) commits);
    comesBack(history.compacted(level, first, commits, withTable), compression);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void everyShardComesBack(
      @ForAll long seed,
      @ForAll("pageSizes") int pageSize,
      @ForAll @IntRange(min = 1, max = 12) int commits,
      @ForAll @IntRange(min = 1, max = 100) int from,
      @ForAll @IntRange(min = 0, max = 100) int length,
      @ForAll Compression compression)
      throws IOException, FormatException {
    var history = SampleHistories.drawn(seed, pageSize, commits);
    long to = length == 0 ? PageRange.END : from + length - 1L;
    comesBack(history.shard(commits, new PageRange(from, to)), compression);
  }

  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
  void identitiesAndFencesComeBack(@ForAll long time, @ForAll @IntRange(min = 1) int index)
      throws IOException, FormatException {
    comesBack(SampleHistory.identity(time), Compression.ZSTD);
    comesBack(SampleHistory.fence(index, time), Compression.NONE);
  }

  @Property(tries = 200)
  void everyTimeComesBack(@ForAll long first, @ForAll long second)
      throws IOException, FormatException {
    var history = new SampleHistory(512).commit(first, 0, Map.of()).commit(second, 0, Map.of());
    comesBack(history.changeSet(1, 2), Compression.NONE);
  }

  @Provide
  Arbitrary<Integer> pageSizes() {
    return Arbitraries.of(512, 1024, 2048, 4096, 8192, 16384, 32768, 65536);
  }

  private static void comesBack(Specimen specimen, Compression compression)
      throws IOException, FormatException {
    isReadAs(specimen, ObjectBytes.of("specimen", specimen.written(compression)));
  }

  /// Reads an object and compares everything in it.
  static void isReadAs(Specimen specimen, ObjectBytes bytes) throws IOException, FormatException {
    var reader = Formats.read(bytes);
    assertEquals(specimen.header(), reader.header());
    assertEquals(specimen.end(), reader.end());
    assertEquals(specimen.images().size(), reader.images());
    imagesComeBack(specimen, bytes, reader);
    reader.proveWhole(HASHER);
  }

  private static void imagesComeBack(Specimen specimen, ObjectBytes bytes, ObjectReader reader)
      throws IOException, FormatException {
    var cursor = reader.cursor();
    int ordinal = 0;
    for (int number = 0; number < reader.blocks(); number++) {
      var block = reader.block(number);
      assertEquals(ordinal, block.firstImage());
      var images = reader.unpack(number, bytes.read(block.offset(), block.storedLength()));
      assertEquals(block.rawLength(), images.remaining());
      for (int i = 0; i < block.images(); i++) {
        assertTrue(cursor.next());
        var image = specimen.images().get(ordinal);
        assertEquals(image.page(), cursor.page());
        assertEquals(image.commit(), cursor.commit());
        assertEquals(image.fingerprint(), cursor.fingerprint());
        assertEquals(ordinal, cursor.image());
        assertEquals(number, cursor.block());
        var found = new byte[image.bytes().length];
        images.get(found);
        assertArrayEquals(image.bytes(), found);
        ordinal++;
      }
    }
    assertFalse(cursor.next());
    assertEquals(specimen.images().size(), ordinal);
  }
}
