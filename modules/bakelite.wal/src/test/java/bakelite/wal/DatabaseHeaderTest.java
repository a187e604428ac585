package bakelite.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.wal.DatabaseHeader.Parsed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DatabaseHeaderTest {
  @Test
  void everyFieldIsRead() {
    assertEquals(new DatabaseHeader(4096, true, 77, 0x8000_0001L), header(database()));
  }

  @Test
  void everyPageSizeIsRead() {
    for (int power = 9; power <= 15; power++) {
      assertEquals(1 << power, header(database().putShort(16, (short) (1 << power))).pageSize());
    }
    assertEquals(65_536, header(database().putShort(16, (short) 1)).pageSize());
  }

  @Test
  void aSizeOfAnotherChangeIsNotBelieved() {
    assertEquals(0, header(database().putInt(92, 76)).pages());
  }

  @Test
  void bothVersionsHaveToSayWal() {
    assertEquals(false, header(database().put(18, (byte) 1)).walMode());
    assertEquals(false, header(database().put(19, (byte) 1)).walMode());
    assertEquals(false, header(database().put(18, (byte) 1).put(19, (byte) 1)).walMode());
  }

  @Test
  void aWal2DatabaseIsRefusedByName() {
    assertEquals(
        new Parsed.OtherVersion(3, 3),
        DatabaseHeader.parse(database().put(18, (byte) 3).put(19, (byte) 3)));
    assertEquals(
        new Parsed.OtherVersion(200, 2), DatabaseHeader.parse(database().put(18, (byte) 200)));
  }

  @Test
  void noBytesAreEmpty() {
    assertEquals(new Parsed.Empty(), DatabaseHeader.parse(ByteBuffer.allocate(0)));
  }

  @Test
  void aHeaderThatIsCutOffIsNoDatabase() {
    assertEquals(
        new Parsed.NotDatabase("a header of 100 bytes", "99 bytes"),
        DatabaseHeader.parse(database().limit(99)));
    assertEquals("text: \"SQLite \"", found(database().limit(7)));
  }

  @Test
  void bytesWithoutPatternLookEncrypted() {
    var bytes = new byte[100];
    for (int seed = 0; seed < 1_000; seed++) {
      new SplittableRandom(seed).nextBytes(bytes);
      var found = found(ByteBuffer.wrap(bytes));
      assertTrue(found.endsWith(" and more that looks encrypted"), found);
    }
  }

  @Test
  void anEncryptedDatabaseWithAPlainHeaderIsTold() {
    var bytes = database();
    var random = new byte[68];
    new SplittableRandom(1).nextBytes(random);
    bytes.put(32, random);
    assertTrue(found(bytes).endsWith("as if encrypted from the 32nd byte on"), found(bytes));
  }

  @Test
  void zerosAndTextAreTold() {
    assertEquals("zeros", found(ByteBuffer.allocate(100)));
    var text = "id,name,price\n1,\"bread\",200\n";
    assertEquals(
        "text: \"id,name,price 1,\"",
        found(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII))));
    assertEquals("89504e470d0a1a0a0000000d49484452", found(png()));
  }

  @Test
  void fieldsThatSqliteRefusesAreRefused() {
    assertEquals("1000", found(database().putShort(16, (short) 1000)));
    assertEquals("0", found(database().putShort(16, (short) 0)));
    assertEquals("256", found(database().putShort(16, (short) 256)));
    assertEquals("479", found(database().putShort(16, (short) 512).put(20, (byte) 33)));
    assertEquals("412020", found(database().put(21, (byte) 65)));
  }

  @Test
  void theBufferStaysAsItIsWhateverItsOrder() {
    var bytes =
        ByteBuffer.allocate(300)
            .put(9, database(), 0, 100)
            .position(9)
            .order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(new DatabaseHeader(4096, true, 77, 0x8000_0001L), header(bytes));
    assertEquals(9, bytes.position());
    assertEquals(ByteOrder.LITTLE_ENDIAN, bytes.order());
  }

  private static ByteBuffer database() {
    var bytes = ByteBuffer.allocate(100);
    bytes.put(0, "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII));
    bytes.putShort(16, (short) 4096).put(18, (byte) 2).put(19, (byte) 2);
    bytes.put(21, new byte[] {64, 32, 32}).putInt(24, 77).putInt(28, 0x8000_0001);
    bytes.putInt(44, 4).putInt(56, 1).putInt(92, 77).putInt(96, 3_054_001);
    return bytes;
  }

  private static ByteBuffer png() {
    var bytes = ByteBuffer.allocate(100);
    bytes.putLong(0, 0x89504e470d0a1a0aL).putLong(8, 0x0000000d49484452L);
    return bytes;
  }

  private static DatabaseHeader header(ByteBuffer bytes) {
    return assertInstanceOf(Parsed.Database.class, DatabaseHeader.parse(bytes)).header();
  }

  private static String found(ByteBuffer bytes) {
    return assertInstanceOf(Parsed.NotDatabase.class, DatabaseHeader.parse(bytes)).found();
  }
}
