package bakelite.format.v1;

import bakelite.format.ObjectBytes;
import bakelite.format.hash.Blake3;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// An object changed by somebody who makes every checksum and every hash right again, so that only
/// the rules of the format stand between the change and a reader.
final class Forged {
  private final ByteBuffer bytes;

  Forged(byte[] object) {
    bytes = ByteBuffer.wrap(object.clone()).order(ByteOrder.LITTLE_ENDIAN);
  }

  int length() {
    return bytes.capacity();
  }

  Forged u8(long at, int value) {
    bytes.put((int) at, (byte) value);
    return this;
  }

  Forged u16(long at, int value) {
    bytes.putShort((int) at, (short) value);
    return this;
  }

  Forged u32(long at, long value) {
    bytes.putInt((int) at, (int) value);
    return this;
  }

  Forged i64(long at, long value) {
    bytes.putLong((int) at, value);
    return this;
  }

  int u8(long at) {
    return Byte.toUnsignedInt(bytes.get((int) at));
  }

  long i64(long at) {
    return bytes.getLong((int) at);
  }

  /// Offset of a field of the trailer.
  int at(TrailerField field) {
    return bytes.capacity() - TrailerField.TRAILER_BYTES + field.offset;
  }

  int directory() {
    return (int) (HeaderField.HEADER_BYTES + i64(at(TrailerField.BLOCKS_LENGTH)));
  }

  int index() {
    return (int) (directory() + i64(at(TrailerField.DIRECTORY_LENGTH)));
  }

  int table() {
    return (int) (index() + i64(at(TrailerField.INDEX_LENGTH)));
  }

  int note() {
    return (int) (table() + i64(at(TrailerField.TABLE_LENGTH)));
  }

  /// Makes everything right that can be made right.
  ObjectBytes sealed() {
    int crcAt = HeaderField.HEADER_CHECKSUM.offset;
    u32(crcAt, crc(0, crcAt));
    long blocks = i64(at(TrailerField.BLOCKS_LENGTH));
    int trailer = at(TrailerField.BLOCKS_LENGTH);
    if (blocks >= 0 && blocks <= trailer - HeaderField.HEADER_BYTES) {
      sealBlocks();
      var tail = Blake3.hash();
      tail.update(slice(0, HeaderField.HEADER_BYTES));
      tail.update(slice(directory(), at(TrailerField.TAIL_HASH) - directory()));
      bytes.put(at(TrailerField.TAIL_HASH), tail.digest());
    }
    var whole = Blake3.hash();
    whole.update(slice(0, at(TrailerField.OBJECT_HASH)));
    bytes.put(at(TrailerField.OBJECT_HASH), whole.digest());
    return ObjectBytes.of("forged", bytes.array().clone());
  }

  private void sealBlocks() {
    long entries = i64(at(TrailerField.DIRECTORY_LENGTH)) / DirectoryField.ENTRY_BYTES;
    long offset = HeaderField.HEADER_BYTES;
    for (int entry = 0; entry < entries; entry++) {
      long at = directory() + (long) entry * DirectoryField.ENTRY_BYTES;
      if (at + DirectoryField.ENTRY_BYTES > length()) {
        return;
      }
      long stored = Integer.toUnsignedLong(bytes.getInt((int) at + DirectoryField.STORED.offset));
      if (offset + stored > length()) {
        return;
      }
      u32(at + DirectoryField.BLOCK_CHECKSUM.offset, crc((int) offset, (int) stored));
      offset += stored;
    }
  }

  private long crc(int at, int length) {
    var crc = new CRC32C();
    crc.update(slice(at, length));
    return crc.getValue();
  }

  private ByteBuffer slice(int at, int length) {
    return bytes.slice(at, length);
  }
}
