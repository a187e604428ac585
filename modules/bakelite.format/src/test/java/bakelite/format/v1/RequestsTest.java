package bakelite.format.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.Compression;
import bakelite.format.FormatException;
import bakelite.format.Formats;
import bakelite.format.ObjectBytes;
import bakelite.format.PageHasher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// How often an object is asked for its bytes: every request costs a round trip to a far store.
class RequestsTest {
  private static final PageHasher HASHER = PageHasher.of(SampleHistory.REPLICA);

  @Test
  void aSmallObjectIsFetchedOnceAndThatIsAll() throws IOException, FormatException {
    var object = new Counted(pages(300, 512));
    var reader = Formats.read(object);
    for (int number = 0; number < reader.blocks(); number++) {
      reader.unpack(number, reader.held(number).orElseThrow());
    }
    reader.proveWhole(HASHER);
    assertEquals(List.of("0+" + object.size()), object.requests);
  }

  @Test
  void theTailOfABigObjectIsFetchedInOneRead() throws IOException, FormatException {
    var object = new Counted(pages(600, 512));
    var reader = Formats.read(object);
    assertEquals(List.of("0+256", (object.size() - 262_144) + "+262144"), object.requests);
    assertTrue(reader.held(0).isEmpty());
    assertTrue(reader.held(reader.blocks() - 1).isEmpty());
    reader.proveWhole(HASHER);
    assertEquals(3, object.requests.size());
  }

  @Test
  void aTailOfMoreThan256KiBIsFetchedInTwoReads() throws IOException, FormatException {
    var object = new Counted(pages(20_000, 512));
    var reader = Formats.read(object);
    assertEquals(3, object.requests.size());
    assertEquals(20_000, reader.images());
    var cursor = reader.cursor();
    long pages = 0;
    while (cursor.next()) {
      pages++;
      assertEquals(pages, cursor.page());
    }
    assertEquals(20_000, pages);
    reader.proveWhole(HASHER);
  }

  @Test
  void aStoreThatGivesTooFewBytesIsNotTakenForDamage() {
    var object = ObjectBytes.of("short", pages(3, 512));
    var shorter =
        new ObjectBytes() {
          @Override
          public String name() {
            return "short";
          }

          @Override
          public long size() throws IOException {
            return object.size();
          }

          @Override
          public ByteBuffer read(long offset, int length) throws IOException {
            return object.read(offset, length - 1);
          }
        };
    assertThrows(IOException.class, () -> Formats.read(shorter));
    assertThrows(IOException.class, () -> new Codec().read(shorter));
  }

  private static byte[] pages(int count, int pageSize) {
    var images = new TreeMap<Long, byte[]>();
    for (long page = 1; page <= count; page++) {
      var image = new byte[pageSize];
      image[0] = (byte) page;
      images.put(page, image);
    }
    return new SampleHistory(pageSize)
        .commit(1, count, images)
        .changeSet(1, 1)
        .written(Compression.NONE);
  }

  /// An object that notes each request as offset and length.
  private static final class Counted implements ObjectBytes {
    private final ObjectBytes bytes;
    private final List<String> requests = new ArrayList<>();

    Counted(byte[] bytes) {
      this.bytes = ObjectBytes.of("counted", bytes);
    }

    @Override
    public String name() {
      return bytes.name();
    }

    @Override
    public long size() throws IOException {
      return bytes.size();
    }

    @Override
    public ByteBuffer read(long offset, int length) throws IOException {
      requests.add(offset + "+" + length);
      return bytes.read(offset, length);
    }
  }
}
