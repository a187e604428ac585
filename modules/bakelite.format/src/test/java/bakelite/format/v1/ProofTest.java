package bakelite.format.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.Compression;
import bakelite.format.DamagedException;
import bakelite.format.FormatException;
import bakelite.format.Formats;
import bakelite.format.ObjectBytes;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.format.PageHasher;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/// What is damaged is named: the part, and where it lies.
class ProofTest {
  private static final PageHasher HASHER = PageHasher.of(SampleHistory.REPLICA);
  private final byte[] object =
      SampleHistories.drawn(21, 8192, 5).shard(5, PageRange.ALL).written(Compression.NONE);

  @Test
  void aDamagedBlockIsNamed() throws IOException, FormatException {
    var reader = Formats.read(bytes(object));
    assertTrue(reader.blocks() > 2, "the example is no longer one");
    for (int number = 0; number < reader.blocks(); number++) {
      var block = reader.block(number);
      var changed = object.clone();
      changed[(int) block.offset() + block.storedLength() / 2] ^= 1;
      var thrown = damage(changed);
      assertEquals("block " + number, thrown.part());
      assertEquals(block.offset(), thrown.offset());
      assertTrue(thrown.expected().startsWith("CRC-32C "));
    }
  }

  @Test
  void anImageThatIsNotTheOneIndexedIsNamed() {
    var forged = new Forged(object);
    forged.u8(256 + 8192 + 5, forged.u8(256 + 8192 + 5) ^ 1);
    var thrown = damage(forged.sealed());
    assertEquals("block 0", thrown.part());
    assertTrue(thrown.expected().endsWith(" of page 2"), thrown.expected());
  }

  @Test
  void aWrongHashOfTheObjectIsNamed() {
    var changed = object.clone();
    changed[object.length - 40] ^= 1;
    var thrown = damage(changed);
    assertEquals("trailer", thrown.part());
    assertEquals(object.length - 40, thrown.offset());
    assertTrue(thrown.expected().startsWith("object hash "));
  }

  @Test
  void aBlockIsNotTakenForAnother() throws IOException, FormatException {
    var reader = Formats.read(bytes(object));
    var first = reader.block(0);
    var other = object.clone();
    var stored = ByteBuffer.wrap(other, (int) first.offset(), first.storedLength());
    assertThrows(DamagedException.class, () -> reader.unpack(1, stored));
    var shorter = ByteBuffer.wrap(other, (int) first.offset(), first.storedLength() - 1);
    var thrown = assertThrows(DamagedException.class, () -> reader.unpack(0, shorter));
    assertEquals((first.storedLength() - 1) + " bytes", thrown.found());
  }

  /// A store may hand out memory that is neither on the heap nor writable.
  @Test
  void anyBufferWillDo() throws IOException, FormatException {
    for (var compression : Compression.values()) {
      var written = SampleHistories.drawn(5, 4096, 6).changeSet(1, 6).written(compression);
      var direct = ByteBuffer.allocateDirect(written.length).put(written).flip();
      var outside =
          new ObjectBytes() {
            @Override
            public String name() {
              return "outside";
            }

            @Override
            public long size() {
              return written.length;
            }

            @Override
            public ByteBuffer read(long offset, int length) {
              return direct.slice((int) offset, length).asReadOnlyBuffer();
            }
          };
      var reader = Formats.read(outside);
      reader.proveWhole(HASHER);
      var block = reader.block(0);
      var stored = outside.read(block.offset(), block.storedLength());
      assertEquals(block.rawLength(), reader.unpack(0, stored).remaining());
    }
  }

  private static DamagedException damage(byte[] object) {
    return damage(bytes(object));
  }

  private static DamagedException damage(ObjectBytes object) {
    return assertThrows(DamagedException.class, () -> Formats.read(object).proveWhole(HASHER));
  }

  private static ObjectBytes bytes(byte[] object) {
    return ObjectBytes.of("specimen", object);
  }
}
