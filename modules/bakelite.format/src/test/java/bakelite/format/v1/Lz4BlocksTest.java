package bakelite.format.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.CommitFlag;
import bakelite.format.Compression;
import bakelite.format.DamagedException;
import bakelite.format.Formats;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A block of LZ4 is what the directory says, and what it unpacks to cannot be more or less.
class Lz4BlocksTest {
  private static final int PAGE_SIZE = 4096;
  private static final int BLOCK = HeaderField.HEADER_BYTES;

  @Test
  void aBlockThatShrinksIsPackedAndOneThatDoesNotIsStored() {
    var text = new byte[PAGE_SIZE];
    Arrays.fill(text, (byte) 'x');
    assertEquals(Directory.LZ4, codec(written(text, Compression.LZ4)));
    var noise = new byte[PAGE_SIZE];
    new Random(1).nextBytes(noise);
    var object = written(noise, Compression.LZ4);
    assertEquals(Directory.STORED_AS_IT_IS, codec(object));
    assertEquals(written(noise, Compression.NONE).length, object.length);
  }

  @Test
  void aBlockThatIsNoneIsRefused() {
    var forged = new Forged(half());
    forged.u8(BLOCK, 0x0f).u8(BLOCK + 1, 0xff).u8(BLOCK + 2, 0xff);
    refused(forged, "an LZ4 block of 4096 bytes unpacked");
  }

  @Test
  void aBlockThatUnpacksToLessIsRefused() {
    var object = half();
    int stored = stored(object);
    var forged = new Forged(object);
    int literals = literalsOnly(forged, stored);
    refused(forged, "expected 4096 bytes unpacked, found " + literals + " bytes");
  }

  @Test
  void aBlockThatUnpacksToMoreIsRefused() {
    var forged = new Forged(half());
    forged.u8(BLOCK, 0x1f).u8(BLOCK + 1, 'x').u16(BLOCK + 2, 1);
    for (int at = BLOCK + 4; at < BLOCK + 64; at++) {
      forged.u8(at, 0xff);
    }
    refused(forged, "an LZ4 block of 4096 bytes unpacked");
  }

  /// One sequence that has the rest of the stored bytes as they are.
  ///
  /// @return how many bytes that are
  private static int literalsOnly(Forged forged, int stored) {
    int literals = stored - 1;
    int lengthBytes = 0;
    do {
      lengthBytes++;
      literals = stored - 1 - lengthBytes;
    } while ((literals - 15) / 255 + 1 != lengthBytes);
    forged.u8(BLOCK, 0xf0);
    for (int i = 1; i < lengthBytes; i++) {
      forged.u8(BLOCK + i, 0xff);
    }
    forged.u8(BLOCK + lengthBytes, (literals - 15) % 255);
    return literals;
  }

  private static void refused(Forged forged, String expected) {
    var object = forged.sealed();
    var thrown =
        assertThrows(
            DamagedException.class,
            () -> {
              var reader = Formats.read(object);
              var block = reader.block(0);
              var raw = ByteBuffer.allocate(block.rawLength());
              try {
                reader.unpack(0, object.read(block.offset(), block.storedLength()), raw);
              } finally {
                assertEquals(0, raw.position());
              }
            });
    assertTrue(
        thrown.getMessage().startsWith("cannot read block 0 of forged at byte 256: expected "),
        thrown.getMessage());
    assertTrue(thrown.getMessage().contains(expected), thrown.getMessage());
  }

  /// A page of which half is noise.
  private static byte[] half() {
    var page = new byte[PAGE_SIZE];
    new Random(2).nextBytes(page);
    Arrays.fill(page, 0, PAGE_SIZE / 2, (byte) 'x');
    return written(page, Compression.LZ4);
  }

  private static byte[] written(byte[] page, Compression compression) {
    return new SampleHistory(PAGE_SIZE)
        .commit(1, 1, Map.of(1L, page), CommitFlag.ORIGIN)
        .changeSet(1, 1)
        .written(compression);
  }

  private static int codec(byte[] object) {
    var forged = new Forged(object);
    return forged.u8(forged.directory() + DirectoryField.CODEC.offset);
  }

  private static int stored(byte[] object) {
    return new Forged(object).directory() - BLOCK;
  }
}
