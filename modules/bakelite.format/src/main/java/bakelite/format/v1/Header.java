package bakelite.format.v1;

import static bakelite.format.v1.HeaderField.*;

import bakelite.format.DamagedException;
import bakelite.format.FormatException;
import bakelite.format.NewerFormatException;
import bakelite.format.ObjectHeader;
import bakelite.format.ObjectHeader.Identity;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.format.ObjectHeader.Span;
import bakelite.format.ObjectHeader.Times;
import bakelite.format.ObjectKind;
import bakelite.format.Preamble;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;

/// Turns the header into bytes and back. `HeaderField` has the layout.
final class Header {
  /// The version of the format that this package is.
  static final int VERSION = 1;

  private Header() {}

  static ByteBuffer encode(ObjectHeader header) {
    var bytes = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes
        .putShort(HEADER_LENGTH.offset, (short) HEADER_BYTES)
        .put(KIND.offset, (byte) header.kind().code())
        .put(LEVEL.offset, (byte) header.level())
        .putInt(PAGE_SIZE.offset, header.pageSize())
        .put(REPLICA.offset, header.identity().replica().bytes())
        .put(DATABASE.offset, header.identity().database().bytes())
        .putLong(ORIGIN.offset, header.span().origin())
        .putLong(FIRST.offset, header.span().first())
        .putLong(LAST.offset, header.span().last())
        .putInt(PAGE_FROM.offset, (int) header.range().from())
        .putInt(PAGE_TO.offset, (int) header.range().to())
        .putInt(PAGES.offset, (int) header.pages())
        .putInt(COMMITS.offset, header.commits())
        .putLong(EARLIEST_TIME.offset, header.times().earliestMillis())
        .putLong(LATEST_TIME.offset, header.times().latestMillis())
        .put(LINEAGE_BEFORE.offset, header.before().bytes())
        .put(LIFE.offset, header.identity().life().bytes());
    new Preamble(VERSION, header.writer()).seal(bytes);
    return bytes;
  }

  /// @param object its key or path
  /// @param bytes the first 256 of the object
  static ObjectHeader decode(String object, ByteBuffer bytes) throws FormatException {
    var preamble = Preamble.read(object, bytes);
    var section = new Section(object, "header", 0, bytes);
    if (preamble.version() > VERSION) {
      throw newer(object, "format version " + preamble.version(), preamble);
    }
    section.require(
        preamble.version() == VERSION, FORMAT.offset, "format version 1", preamble.version());
    section.require(
        section.u16(HEADER_LENGTH.offset) == HEADER_BYTES,
        HEADER_LENGTH.offset,
        "a header of 256 bytes",
        section.u16(HEADER_LENGTH.offset));
    if (section.i32(MUST_UNDERSTAND.offset) != 0) {
      throw newer(
          object,
          "features " + HexFormat.of().toHexDigits(section.i32(MUST_UNDERSTAND.offset)),
          preamble);
    }
    if (section.u8(CIPHER.offset) != 0 || section.u8(KEY_WRAP.offset) != 0) {
      throw newer(object, "encryption", preamble);
    }
    var header = fields(section, preamble);
    HeaderRules.check(section, header);
    return header;
  }

  private static ObjectHeader fields(Section section, Preamble preamble) throws DamagedException {
    return new ObjectHeader(
        kind(section),
        section.u8(LEVEL.offset),
        new Identity(
            section.id(REPLICA.offset), section.id(DATABASE.offset), section.id(LIFE.offset)),
        section.i32(PAGE_SIZE.offset),
        new Span(section.i64(ORIGIN.offset), section.i64(FIRST.offset), section.i64(LAST.offset)),
        new PageRange(section.u32(PAGE_FROM.offset), section.u32(PAGE_TO.offset)),
        section.u32(PAGES.offset),
        section.i32(COMMITS.offset),
        new Times(section.i64(EARLIEST_TIME.offset), section.i64(LATEST_TIME.offset)),
        section.lineage(LINEAGE_BEFORE.offset),
        preamble.writer());
  }

  private static ObjectKind kind(Section section) throws DamagedException {
    int code = section.u8(KIND.offset);
    for (var kind : ObjectKind.values()) {
      if (kind.code() == code) {
        return kind;
      }
    }
    throw section.damaged(KIND.offset, "a kind from 0 to 3", Integer.toString(code));
  }

  private static NewerFormatException newer(String object, String what, Preamble preamble) {
    return new NewerFormatException(object, what, preamble.writer().toString());
  }
}
