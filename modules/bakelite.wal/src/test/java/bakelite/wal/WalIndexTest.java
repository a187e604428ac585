package bakelite.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WalIndexTest {
  private static final WalIndexHeader HEADER =
      new WalIndexHeader(
          42,
          true,
          4096,
          0xFFFF_FFF0L,
          0x8000_0001L,
          new Checksum(0xCAFEBABE, 17),
          new Salts(0x01020304, 0x05060708));

  @Test
  void everyFieldIsRead() {
    var valid = valid(WalIndexBuilder.write(HEADER, 5));

    assertEquals(HEADER, valid.header());
    assertEquals(5, valid.backfilled());
    assertEquals(List.of(0L, 1L, 2L, 3L, 0xFFFF_FFFFL), valid.readMarks());
  }

  @Property(tries = 8)
  void everyPageSizeIsRead(@ForAll @IntRange(min = 9, max = 16) int power) {
    assertEquals(
        1 << power, valid(WalIndexBuilder.write(pageSize(1 << power), 0)).header().pageSize());
  }

  @Test
  void anIndexWithoutAWalHasNoPageSizeYet() {
    var valid = valid(WalIndexBuilder.write(pageSize(0), 0));
    assertEquals(0, valid.header().pageSize());
  }

  @Property(tries = 1_000)
  void aFlippedBitOfOneCopyIsTorn(@ForAll @IntRange(min = 0, max = 96 * 8 - 1) int bit) {
    var bytes = WalIndexBuilder.write(HEADER, 5);
    flip(bytes, bit);
    assertEquals(new WalIndex.Torn(), WalIndex.look(bytes));
  }

  @Property(tries = 1_000)
  void aFlippedBitOfBothCopiesIsNeverValid(@ForAll @IntRange(min = 0, max = 48 * 8 - 1) int bit) {
    var bytes = WalIndexBuilder.write(HEADER, 5);
    flip(bytes, bit);
    flip(bytes, bit + 48 * 8);
    switch (WalIndex.look(bytes)) {
      case WalIndex.Torn() -> {}
      case WalIndex.Absent _ -> assertEquals(true, bit < 32 || (bit >= 96 && bit < 104), "" + bit);
      case WalIndex.Valid valid -> throw new AssertionError(valid.toString());
    }
  }

  @Test
  void aCopyThatIsHalfNewIsTorn() {
    var bytes = WalIndexBuilder.write(HEADER, 5);
    var next = WalIndexBuilder.write(pageSize(8192), 5);
    // SQLite writes the second copy first.
    bytes.put(48, next, 48, 48);
    assertEquals(new WalIndex.Torn(), WalIndex.look(bytes));
    bytes.put(0, next, 0, 20);
    assertEquals(new WalIndex.Torn(), WalIndex.look(bytes));
    bytes.put(0, next, 0, 48);
    assertEquals(8192, valid(bytes).header().pageSize());
  }

  @Test
  void zerosAreNoIndexThoughTheirChecksumIsRight() {
    assertEquals(
        new WalIndex.Absent("the wal-index is not initialised"),
        WalIndex.look(ByteBuffer.allocate(WalIndex.BYTES)));
  }

  @Test
  void anIndexThatIsNotInitialisedIsAbsent() {
    var bytes = WalIndexBuilder.write(HEADER, 5).put(12, (byte) 0);
    WalIndexBuilder.seal(bytes);
    assertEquals(new WalIndex.Absent("the wal-index is not initialised"), WalIndex.look(bytes));
  }

  @Test
  void anotherVersionIsAbsent() {
    var bytes = WalIndexBuilder.write(HEADER, 5).putInt(0, 3_008_000);
    WalIndexBuilder.seal(bytes);
    assertEquals(
        new WalIndex.Absent("expected wal-index version 3007000, found 3008000"),
        WalIndex.look(bytes));
  }

  @Test
  void aPageSizeThatIsNoneIsAbsent() {
    var bytes = WalIndexBuilder.write(HEADER, 5).putShort(14, (short) 1000);
    WalIndexBuilder.seal(bytes);
    assertEquals(
        new WalIndex.Absent("expected a page size from 512 to 65536, found 1000"),
        WalIndex.look(bytes));
  }

  @Test
  void aFileThatIsTooShortIsAbsent() {
    assertEquals(
        new WalIndex.Absent("expected a wal-index of 136 bytes or more, found 135"),
        WalIndex.look(WalIndexBuilder.write(HEADER, 5).limit(135)));
  }

  @Test
  void theBufferIsLookedAtFromItsPositionWhateverItsOrderAndStaysAsItIs() {
    var written = WalIndexBuilder.write(HEADER, 5);
    var bytes =
        ByteBuffer.allocateDirect(200).put(7, written, 0, WalIndex.BYTES).position(7).limit(190);
    for (var order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      assertEquals(HEADER, valid(bytes.order(order)).header());
      assertEquals(7, bytes.position());
    }
  }

  private static WalIndexHeader pageSize(int bytes) {
    return new WalIndexHeader(1, false, bytes, 1, 1, new Checksum(1, 2), new Salts(3, 4));
  }

  private static WalIndex.Valid valid(ByteBuffer bytes) {
    return assertInstanceOf(WalIndex.Valid.class, WalIndex.look(bytes));
  }

  private static void flip(ByteBuffer bytes, int bit) {
    bytes.put(bit / 8, (byte) (bytes.get(bit / 8) ^ (1 << (bit % 8))));
  }
}
