package bakelite.format.v1;

import static bakelite.format.v1.HeaderField.HEADER_BYTES;
import static bakelite.format.v1.TrailerField.END_MAGIC;
import static bakelite.format.v1.TrailerField.TRAILER_BYTES;

import bakelite.format.DamagedException;
import bakelite.format.ObjectBytes;
import bakelite.format.Preamble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The two ends of an object as they were fetched: everything but its blocks, or everything.
///
/// An object of up to 256 KiB is fetched in one read. Of a longer one the header is, then the last
/// 256 KiB, and what the tail has before those.
final class Ends {
  private final ObjectBytes object;
  private final long size;
  private final ByteBuffer header;
  private ByteBuffer end;

  private Ends(ObjectBytes object, long size, ByteBuffer header, ByteBuffer end) {
    this.object = object;
    this.size = size;
    this.header = header;
    this.end = end;
  }

  static Ends fetch(ObjectBytes object) throws IOException, DamagedException {
    long size = object.size();
    if (size < HEADER_BYTES + TRAILER_BYTES) {
      throw new DamagedException(
          "",
          object.name(),
          0,
          "at least " + (HEADER_BYTES + TRAILER_BYTES) + " bytes",
          size + " bytes");
    }
    if (size <= Limits.FIRST_READ_BYTES) {
      var whole = exactly(object, 0, (int) size);
      return new Ends(object, size, whole.slice(0, HEADER_BYTES), whole);
    }
    return new Ends(
        object,
        size,
        exactly(object, 0, HEADER_BYTES),
        exactly(object, size - Limits.FIRST_READ_BYTES, Limits.FIRST_READ_BYTES));
  }

  /// Reads a range and does not trust that it has the length asked for.
  static ByteBuffer exactly(ObjectBytes object, long offset, int length) throws IOException {
    var bytes = object.read(offset, length);
    if (bytes.remaining() != length) {
      throw new IOException(
          "cannot read "
              + object.name()
              + " at byte "
              + offset
              + ": expected "
              + length
              + " bytes, found "
              + bytes.remaining());
    }
    return bytes.slice();
  }

  long size() {
    return size;
  }

  ByteBuffer header() {
    return header.duplicate();
  }

  /// The last 256 bytes, once their magic is there.
  Section trailer() throws DamagedException {
    var trailer = section("trailer", size - TRAILER_BYTES, TRAILER_BYTES);
    if (trailer.i64(END_MAGIC.offset) != Preamble.MAGIC) {
      throw trailer.damaged(
          END_MAGIC.offset,
          "the magic BAKELITE",
          HexFormat.of().formatHex(trailer.copy(END_MAGIC.offset, END_MAGIC.bytes)));
    }
    return trailer;
  }

  /// Fetches what is still missing of the tail.
  void fetchFrom(long tailStart) throws IOException {
    long held = size - end.capacity();
    if (tailStart < held) {
      int missing = Math.toIntExact(held - tailStart);
      var tail = ByteBuffer.allocate(missing + end.capacity());
      tail.put(exactly(object, tailStart, missing)).put(end.duplicate().clear());
      end = tail.flip();
    } else if (held > 0 && tailStart > held) {
      // Lets go of the blocks that came along, unless the whole object is here.
      end = ByteBuffer.allocate((int) (size - tailStart)).put(bytes(tailStart, size)).flip();
    }
  }

  Section section(String part, long from, long length) {
    return new Section(object.name(), part, from, bytes(from, from + length));
  }

  /// A range of the object when it was fetched along.
  @Nullable ByteBuffer held(long from, int length) {
    return from < size - end.capacity() ? null : bytes(from, from + length);
  }

  private ByteBuffer bytes(long from, long to) {
    long held = size - end.capacity();
    return end.slice((int) (from - held), (int) (to - from));
  }
}
