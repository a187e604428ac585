package bakelite.wal;

import bakelite.wal.DatabaseHeader.Parsed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The header of a database file. All numbers big-endian.
///
/// | offset | bytes | field           | meaning                                                     |
/// |-------:|------:|-----------------|-------------------------------------------------------------|
/// |      0 |    16 | magic           | `SQLite format 3` and a zero byte                           |
/// |     16 |     2 | pageSize        | 1 means 65536                                               |
/// |     18 |     1 | writeVersion    | 1 rollback journal, 2 WAL                                   |
/// |     19 |     1 | readVersion     | the same                                                    |
/// |     20 |     1 | reserved        | bytes at the end of every page; 480 at least are left       |
/// |     21 |     3 | fractions       | 64, 32, 32                                                  |
/// |     24 |     4 | changeCounter   | may stand still in WAL mode                                 |
/// |     28 |     4 | pages           | right only where validFor is the change counter             |
/// |     44 |     4 | schemaFormat    | 0 (no schema yet) to 4                                      |
/// |     56 |     4 | encoding        | 0 (no schema yet) to 3                                      |
/// |     92 |     4 | validFor        | change counter at which pages was written                   |
final class DatabaseHeaderBytes {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int MIN_USABLE = 480;
  private static final int FRACTIONS = 0x402020;

  /// How many different values 100 bytes have at least that look like encrypted ones: of random
  /// bytes about 83 are different, of text or of a binary header half as many.
  private static final int RANDOM_VALUES = 65;

  private DatabaseHeaderBytes() {}

  static Parsed parse(ByteBuffer bytes) {
    if (!bytes.hasRemaining()) {
      return new Parsed.Empty();
    }
    var header = bytes.slice();
    var magic = header.slice(0, Math.min(MAGIC.length, header.remaining()));
    if (!magic.equals(ByteBuffer.wrap(MAGIC))) {
      return new Parsed.NotDatabase("a file that begins with \"SQLite format 3\"", look(header));
    }
    if (header.remaining() < DatabaseHeader.BYTES) {
      return new Parsed.NotDatabase("a header of 100 bytes", header.remaining() + " bytes");
    }
    var wrong = check(header);
    return wrong == null ? new Parsed.Database(header(header)) : wrong;
  }

  private static @Nullable Parsed check(ByteBuffer header) {
    int pageSize = pageSize(header);
    if (!PageSize.isAllowed(pageSize)) {
      return new Parsed.NotDatabase("a page size from 512 to 65536", Integer.toString(pageSize));
    }
    int writeVersion = unsigned(header, 18);
    int readVersion = unsigned(header, 19);
    if (Math.max(writeVersion, readVersion) > 2) {
      return new Parsed.OtherVersion(writeVersion, readVersion);
    }
    int usable = pageSize - unsigned(header, 20);
    if (usable < MIN_USABLE) {
      return new Parsed.NotDatabase("480 usable bytes a page or more", Integer.toString(usable));
    }
    if (header.getInt(20) << 8 != FRACTIONS << 8) {
      return new Parsed.NotDatabase("payload fractions 64, 32, 32", hex(header, 21, 3));
    }
    // SQLCipher can leave the first 32 bytes in plain text and encrypt from there on.
    long schemaFormat = Integer.toUnsignedLong(header.getInt(44));
    long encoding = Integer.toUnsignedLong(header.getInt(56));
    if (schemaFormat > 4 || encoding > 3) {
      return new Parsed.NotDatabase(
          "a schema format up to 4 and an encoding up to 3",
          schemaFormat + " and " + encoding + ", as if encrypted from the 32nd byte on");
    }
    return null;
  }

  private static DatabaseHeader header(ByteBuffer header) {
    int changeCounter = header.getInt(24);
    boolean isSizeValid = header.getInt(92) == changeCounter;
    return new DatabaseHeader(
        pageSize(header),
        header.get(18) == 2 && header.get(19) == 2,
        changeCounter,
        isSizeValid ? Integer.toUnsignedLong(header.getInt(28)) : 0);
  }

  private static int pageSize(ByteBuffer header) {
    return PageSize.fromShort(Short.toUnsignedInt(header.getShort(16)));
  }

  private static int unsigned(ByteBuffer header, int at) {
    return Byte.toUnsignedInt(header.get(at));
  }

  /// Says what bytes look like that are no header.
  private static String look(ByteBuffer bytes) {
    var values = new BitSet();
    boolean isText = true;
    int length = Math.min(DatabaseHeader.BYTES, bytes.remaining());
    for (int i = 0; i < length; i++) {
      int value = unsigned(bytes, i);
      values.set(value);
      isText &= (value >= ' ' && value < 0x7f) || Character.isWhitespace(value);
    }
    int shown = Math.min(MAGIC.length, length);
    if (values.cardinality() == 1 && values.get(0)) {
      return "zeros";
    }
    if (isText) {
      var text = new byte[shown];
      bytes.get(0, text);
      return "text: \"" + new String(text, StandardCharsets.US_ASCII).replaceAll("\\s", " ") + "\"";
    }
    return hex(bytes, 0, shown)
        + (values.cardinality() >= RANDOM_VALUES ? " and more that looks encrypted" : "");
  }

  private static String hex(ByteBuffer bytes, int at, int length) {
    var shown = new byte[length];
    bytes.get(at, shown);
    return HexFormat.of().formatHex(shown);
  }
}
