package bakelite.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class Id128Test {
  @Property
  void bytesAreReadBackInEitherByteOrder(
      @ForAll long high, @ForAll long low, @ForAll boolean littleEndian) {
    var id = new Id128(high, low);
    var order = littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    var bytes = ByteBuffer.allocate(20).order(order).put(1, id.bytes()).position(1);
    assertEquals(id, Id128.read(bytes));
    assertEquals(17, bytes.position());
    assertEquals(order, bytes.order());
  }

  @Property
  void theTextIsTheBytesInHexadecimal(@ForAll long high, @ForAll long low) {
    var id = new Id128(high, low);
    assertEquals(HexFormat.of().formatHex(id.bytes()), id.toString());
  }

  @Test
  void bytesAreInReadingOrder() {
    var id = new Id128(0x0001020304050607L, 0x08090a0b0c0d0e0fL);
    assertArrayEquals(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f"), id.bytes());
  }

  @Test
  void twoDrawsDiffer() {
    var random = new Random(1);
    assertNotEquals(Id128.random(random), Id128.random(random));
  }
}
