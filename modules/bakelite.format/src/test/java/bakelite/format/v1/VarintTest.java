package bakelite.format.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.format.DamagedException;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Every number has one form, and that form is the number.
class VarintTest {
  @Property
  void everyNumberComesBack(@ForAll long value) throws DamagedException {
    var bytes = written(value);
    assertEquals(Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7), bytes.remaining());
    var section = section(bytes);
    assertEquals(value, section.varint(-1, "a number"));
    assertEquals(0, section.remaining());
  }

  @Property
  void everySignedNumberComesBackAndSmallOnesStaySmall(@ForAll long value) {
    long folded = Varint.zigzag(value);
    assertEquals(value, Varint.unzigzag(folded));
    assertTrue(Math.abs(value) > 63 || value == Long.MIN_VALUE || folded < 128);
  }

  @Property
  void aNumberAboveTheGreatestAllowedIsRefused(@ForAll long value, @ForAll long greatest) {
    if (Long.compareUnsigned(value, greatest) > 0) {
      assertThrows(
          DamagedException.class, () -> section(written(value)).varint(greatest, "a number"));
    }
  }

  @Test
  void whatIsNoNumberIsRefused() {
    refused("in its shortest form", 0x80, 0x00);
    refused("in its shortest form", 0xff, 0x80, 0x00);
    refused("the end of the section", 0x80);
    refused("the end of the section");
    refused("64 bits", 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02);
    refused("64 bits", 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x81, 0x01);
  }

  private static void refused(String why, int... bytes) {
    var buffer = ByteBuffer.allocate(bytes.length);
    for (int b : bytes) {
      buffer.put((byte) b);
    }
    var thrown =
        assertThrows(DamagedException.class, () -> section(buffer.flip()).varint(-1, "a number"));
    assertTrue(thrown.getMessage().contains(why), thrown.getMessage());
  }

  private static ByteBuffer written(long value) {
    var bytes = ByteBuffer.allocate(Varint.GREATEST_BYTES);
    Varint.write(bytes, value);
    return bytes.flip();
  }

  private static Section section(ByteBuffer bytes) {
    return new Section("specimen", "part", 100, bytes);
  }
}
