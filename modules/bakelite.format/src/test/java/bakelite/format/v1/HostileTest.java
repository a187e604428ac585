package bakelite.format.v1;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.Compression;
import bakelite.format.FormatException;
import bakelite.format.Formats;
import bakelite.format.ObjectBytes;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.format.PageHasher;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Objects whose hashes are right and whose numbers are not: a reader refuses them or reads them,
/// and nothing else ever happens.
class HostileTest {
  private static final PageHasher HASHER = PageHasher.of(SampleHistory.REPLICA);
  private static final List<byte[]> OBJECTS = objects();

  private static List<byte[]> objects() {
    var history = SampleHistories.drawn(11, 512, 5);
    return List.of(
        SampleHistory.identity(5).written(Compression.NONE),
        SampleHistory.fence(9, 5).written(Compression.NONE),
        history.changeSet(2, 5).written(Compression.ZSTD),
        history.changeSet(5, 5).written(Compression.NONE),
        history.compacted(1, 2, 5, true).written(Compression.ZSTD),
        history.compacted(4, 2, 5, false).written(Compression.ZSTD),
        history.shard(5, new PageRange(1, 30)).written(Compression.ZSTD),
        history.changeSet(1, 5).written(Compression.LZ4));
  }

  @Test
  void aForgeryThatChangesNothingIsRead() throws IOException, FormatException {
    for (var object : OBJECTS) {
      assertTrue(isRead(new Forged(object).sealed()));
    }
  }

  @Property(tries = 20_000)
  void aForgedObjectIsReadOrRefused(
      @ForAll @IntRange(min = 0, max = 7) int number,
      @ForAll @IntRange(min = 1, max = 4) int changes,
      @ForAll long seed)
      throws IOException {
    var random = new Random(seed);
    var forged = new Forged(OBJECTS.get(number));
    for (int i = 0; i < changes; i++) {
      change(forged, random);
    }
    isRead(forged.sealed());
  }

  /// Any byte, but mostly those of the tail and of the header, and often to a value at an edge.
  private static void change(Forged forged, Random random) {
    int tail = forged.length() - Math.min(forged.length(), 1200);
    int at =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(HeaderField.HEADER_BYTES);
          case 1 -> random.nextInt(forged.length());
          default -> tail + random.nextInt(forged.length() - tail);
        };
    int value =
        switch (random.nextInt(6)) {
          case 0 -> 0;
          case 1 -> 0xff;
          case 2 -> 0x80;
          case 3 -> 0x7f;
          case 4 -> forged.u8(at) + 1;
          default -> random.nextInt(256);
        };
    forged.u8(at, value);
  }

  private static boolean isRead(ObjectBytes object) throws IOException {
    try {
      var reader = Formats.read(object);
      var cursor = reader.cursor();
      while (cursor.next()) {
        assertTrue(cursor.block() < reader.blocks());
      }
      for (int number = 0; number < reader.blocks(); number++) {
        var block = reader.block(number);
        reader.unpack(number, object.read(block.offset(), block.storedLength()));
      }
      reader.proveWhole(HASHER);
      return true;
    } catch (FormatException refused) {
      return false;
    }
  }
}
