package bakelite.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bakelite.format.ObjectHeader.WriterVersion;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Which codec reads an object, and what happens when there is none.
class FormatsTest {
  @Test
  void newObjectsAreOfVersionOne() {
    assertEquals(1, Formats.current().version());
  }

  @Test
  void anObjectFromTheFutureNamesTheVersionToGet() {
    var thrown = assertThrows(NewerFormatException.class, () -> read(future(2, 300)));
    assertEquals("4.5.6", thrown.writer());
    assertEquals(
        "cannot read future: expected a format that this version knows, found format version 2"
            + " written by bakelite 4.5.6",
        thrown.getMessage());
    assertEquals("install bakelite 4.5.6 or newer", thrown.hint());
  }

  @Test
  void noVersionIsBelievedBeforeTheChecksum() {
    for (int at = 0; at < Preamble.BYTES; at++) {
      var object = future(2, 300);
      object[at] ^= 0x10;
      var thrown = assertThrows(DamagedException.class, () -> read(object));
      assertEquals("header", thrown.part());
    }
  }

  @Test
  void noVersionIsOlderThanTheFirst() {
    var thrown = assertThrows(DamagedException.class, () -> read(future(0, 300)));
    assertEquals(8, thrown.offset());
  }

  @Test
  void whatIsTooShortForAHeaderIsDamaged() {
    for (int length : new int[] {0, 1, 8, 255}) {
      var thrown = assertThrows(DamagedException.class, () -> read(future(1, length)));
      assertEquals(length + " bytes", thrown.found());
    }
  }

  private static ObjectReader read(byte[] object) throws Exception {
    return Formats.read(ObjectBytes.of("future", object));
  }

  private static byte[] future(int version, int length) {
    var object = new byte[Math.max(length, Preamble.BYTES)];
    var header = ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN);
    new Preamble(version, new WriterVersion(4, 5, 6)).seal(header);
    return Arrays.copyOf(object, length);
  }
}
