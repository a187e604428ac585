package bakelite.format;

import bakelite.format.ObjectHeader.WriterVersion;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// What the first 256 bytes of an object say in every generation of the format, so that a program
/// can tell damage from an object that is newer than itself. These offsets never change.
///
/// The magic is checked first, then the checksum over the 252 bytes before it, and only then is a
/// number in them believed.
///
/// @param version of the format, from 1
/// @param writer the version of bakelite that wrote the object
public record Preamble(int version, WriterVersion writer) {
  /// How many bytes at the start of an object the checksum covers, itself included.
  public static final int BYTES = 256;

  /// `BAKELITE` in ASCII, at the start and at the end of every object.
  public static final long MAGIC =
      ByteBuffer.wrap("BAKELITE".getBytes(StandardCharsets.US_ASCII))
          .order(ByteOrder.LITTLE_ENDIAN)
          .getLong();

  /// Where the magic stands, 8 bytes.
  public static final int MAGIC_OFFSET = 0;

  /// Where the format version stands, u16.
  public static final int VERSION_OFFSET = 8;

  /// Where the writer's version stands, three u16.
  public static final int WRITER_OFFSET = 20;

  /// Where the CRC-32C of the bytes before it stands, u32.
  public static final int CHECKSUM_OFFSET = 252;

  /// Reads the first bytes of an object and proves them.
  ///
  /// @param object its key or path, for messages
  /// @param bytes at least 256 of them from its position, which stays as it is
  /// @throws DamagedException when the magic or the checksum is wrong
  public static Preamble read(String object, ByteBuffer bytes) throws DamagedException {
    if (bytes.remaining() < BYTES) {
      throw new DamagedException(
          "header", object, 0, BYTES + " bytes", bytes.remaining() + " bytes");
    }
    var first = bytes.slice(bytes.position(), BYTES).order(ByteOrder.LITTLE_ENDIAN);
    if (first.getLong(MAGIC_OFFSET) != MAGIC) {
      var found = new byte[8];
      first.get(MAGIC_OFFSET, found);
      throw new DamagedException(
          "header", object, MAGIC_OFFSET, "the magic BAKELITE", HexFormat.of().formatHex(found));
    }
    int stored = first.getInt(CHECKSUM_OFFSET);
    int computed = checksum(first);
    if (stored != computed) {
      throw new DamagedException(
          "header",
          object,
          CHECKSUM_OFFSET,
          "CRC-32C " + HexFormat.of().toHexDigits(computed),
          HexFormat.of().toHexDigits(stored));
    }
    return new Preamble(
        Short.toUnsignedInt(first.getShort(VERSION_OFFSET)),
        new WriterVersion(
            Short.toUnsignedInt(first.getShort(WRITER_OFFSET)),
            Short.toUnsignedInt(first.getShort(WRITER_OFFSET + 2)),
            Short.toUnsignedInt(first.getShort(WRITER_OFFSET + 4))));
  }

  /// Puts magic, versions and checksum into the first bytes of an object.
  ///
  /// @param header 256 little-endian bytes that hold everything else already
  public void seal(ByteBuffer header) {
    header
        .putLong(MAGIC_OFFSET, MAGIC)
        .putShort(VERSION_OFFSET, (short) version)
        .putShort(WRITER_OFFSET, (short) writer.major())
        .putShort(WRITER_OFFSET + 2, (short) writer.minor())
        .putShort(WRITER_OFFSET + 4, (short) writer.patch())
        .putInt(CHECKSUM_OFFSET, checksum(header));
  }

  private static int checksum(ByteBuffer header) {
    var crc = new CRC32C();
    crc.update(header.slice(0, CHECKSUM_OFFSET));
    return (int) crc.getValue();
  }
}
