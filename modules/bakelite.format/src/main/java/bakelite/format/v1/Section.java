package bakelite.format.v1;

import bakelite.format.DamagedException;
import bakelite.format.Digest;
import bakelite.format.Id128;
import bakelite.format.LineageValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// One part of an object in memory. It knows where the part lies in the object, so that whatever is
/// wrong in it is named with the object, the part and the offset.
final class Section {
  private final String object;
  private final String part;
  private final long start;
  private final ByteBuffer bytes;

  /// @param object its key or path
  /// @param part what messages call this section
  /// @param start offset of its first byte in the object
  /// @param bytes the section, from the buffer's position to its limit
  Section(String object, String part, long start, ByteBuffer bytes) {
    this.object = object;
    this.part = part;
    this.start = start;
    this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  String object() {
    return object;
  }

  long start() {
    return start;
  }

  int length() {
    return bytes.capacity();
  }

  /// The whole section again, for a hash or a cursor: a view of its own, little-endian.
  ByteBuffer view() {
    return bytes.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN);
  }

  int u8(int at) {
    return Byte.toUnsignedInt(bytes.get(at));
  }

  int u16(int at) {
    return Short.toUnsignedInt(bytes.getShort(at));
  }

  int i32(int at) {
    return bytes.getInt(at);
  }

  long u32(int at) {
    return Integer.toUnsignedLong(bytes.getInt(at));
  }

  long i64(int at) {
    return bytes.getLong(at);
  }

  Id128 id(int at) {
    return Id128.read(bytes.slice(at, Id128.BYTES));
  }

  LineageValue lineage(int at) {
    return new LineageValue(copy(at, LineageValue.BYTES));
  }

  Digest digest(int at) {
    return new Digest(bytes.getLong(at + 8), bytes.getLong(at));
  }

  byte[] copy(int at, int length) {
    var copy = new byte[length];
    bytes.get(at, copy);
    return copy;
  }

  /// How far the reading methods below have come.
  int position() {
    return bytes.position();
  }

  int remaining() {
    return bytes.remaining();
  }

  /// Passes over bytes that the caller reads by offset.
  ///
  /// @return where they start
  int skip(int length, String what) throws DamagedException {
    int at = bytes.position();
    if (bytes.remaining() < length) {
      throw damaged(at, what + " of " + length + " bytes", bytes.remaining() + " bytes");
    }
    bytes.position(at + length);
    return at;
  }

  /// Reads a varint: seven bits a byte, the lowest first, the top bit set on all but the last byte,
  /// in the shortest form.
  ///
  /// @param greatest the greatest value that is allowed, unsigned
  long varint(long greatest, String what) throws DamagedException {
    int at = bytes.position();
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (!bytes.hasRemaining()) {
        throw damaged(at, what, "the end of the section");
      }
      byte next = bytes.get();
      if (shift == 63 && (next & 0xfe) != 0) {
        break;
      }
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        if (next == 0 && shift > 0) {
          throw damaged(at, what + " in its shortest form", "a longer one");
        }
        if (Long.compareUnsigned(value, greatest) > 0) {
          throw damaged(
              at,
              what + " of at most " + Long.toUnsignedString(greatest),
              Long.toUnsignedString(value));
        }
        return value;
      }
    }
    throw damaged(at, what + " of at most 64 bits", "more");
  }

  /// @param at offset in the section
  DamagedException damaged(int at, String expected, String found) {
    return new DamagedException(part, object, start + at, expected, found);
  }

  /// Refuses the section unless a rule holds.
  ///
  /// @param at offset in the section of what breaks it
  void require(boolean holds, int at, String expected, long found) throws DamagedException {
    if (!holds) {
      throw damaged(at, expected, Long.toUnsignedString(found));
    }
  }
}
