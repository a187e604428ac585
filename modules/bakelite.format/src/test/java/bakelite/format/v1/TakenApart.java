package bakelite.format.v1;

import bakelite.format.v1.FormatDocument.Row;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// A change-set field by field. Every offset comes from the tables of `docs/format.md`, none from
/// the code.
final class TakenApart {
  private static final int SHOWN_BYTES = 40;

  private final FormatDocument document = FormatDocument.read();
  private final ByteBuffer bytes;
  private final List<String> lines = new ArrayList<>();

  private TakenApart(byte[] object) {
    bytes = ByteBuffer.wrap(object).order(ByteOrder.LITTLE_ENDIAN);
  }

  static List<String> of(byte[] object) {
    var apart = new TakenApart(object);
    apart.takeApart();
    return apart.lines;
  }

  private void takeApart() {
    int trailer = bytes.capacity() - 256;
    long pageSize = number(document.offsets("### Header"), "page size", 0);
    var trailerRows = document.offsets("### Trailer");
    long blocks = number(trailerRows, "blocks length", trailer);
    long directory = number(trailerRows, "directory length", trailer);
    long index = number(trailerRows, "index length", trailer);
    long table = number(trailerRows, "table length", trailer);

    title("header");
    fields(document.offsets("### Header"));
    title("block 0");
    for (long end = bytes.position() + blocks; bytes.position() < end; ) {
      take("image", (int) pageSize, "");
    }
    for (int entry = 0; entry < directory / 24; entry++) {
      title("directory, entry " + entry);
      fields(document.offsets("### Blocks and directory"));
    }
    int entry = 0;
    for (long end = bytes.position() + index; bytes.position() < end; entry++) {
      title("index, entry " + entry);
      varint("page delta", false);
      varint("commit ordinal", false);
      take("fingerprint", 16, "");
    }
    int record = 0;
    for (long end = bytes.position() + table; bytes.position() < end; record++) {
      title("table, record " + record);
      varint("index delta", false);
      varint("time delta", true);
      varint("pages", false);
      varint("flags", false);
      take("digest", 16, "");
    }
    title("note");
    var note = new byte[trailer - bytes.position()];
    bytes.get(bytes.position(), note);
    take("note", note.length, new String(note, StandardCharsets.UTF_8));
    title("trailer");
    for (var row : trailerRows) {
      if (row.field().equals("last record")) {
        fields(document.offsets("## Record, digest and lineage"));
      } else {
        field(row);
      }
    }
  }

  private long number(List<Row> rows, String field, int base) {
    for (var row : rows) {
      if (row.field().equals(field)) {
        return row.bytes() == 8
            ? bytes.getLong(base + row.offset())
            : bytes.getInt(base + row.offset());
      }
    }
    throw new AssertionError("docs/format.md has no field " + field);
  }

  private void title(String part) {
    lines.add(part);
  }

  private void fields(List<Row> rows) {
    rows.forEach(this::field);
  }

  private void field(Row row) {
    int at = bytes.position();
    var meaning =
        switch (row.bytes()) {
          case 1 -> Integer.toString(bytes.get(at));
          case 2 -> Integer.toString(Short.toUnsignedInt(bytes.getShort(at)));
          case 4 -> Integer.toUnsignedString(bytes.getInt(at));
          case 8 -> Long.toString(bytes.getLong(at));
          default -> "";
        };
    boolean isNumber =
        !row.field().endsWith("magic")
            && !row.field().endsWith("checksum")
            && !row.meaning().startsWith("reserved");
    take(row.field(), row.bytes(), isNumber ? meaning : "");
  }

  private void varint(String name, boolean zigzag) {
    int length = 1;
    while (bytes.get(bytes.position() + length - 1) < 0) {
      length++;
    }
    long value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = value << 7 | (bytes.get(bytes.position() + i) & 0x7f);
    }
    long signed = (value & 1) == 0 ? value / 2 : -(value / 2) - 1;
    take(name, length, Long.toString(zigzag ? signed : value));
  }

  private void take(String name, int length, String meaning) {
    int at = bytes.position();
    var field = new byte[length];
    bytes.get(field);
    int end = length;
    while (length > SHOWN_BYTES && end > 0 && field[end - 1] == 0) {
      end--;
    }
    var hex = HexFormat.of().formatHex(Arrays.copyOf(field, end)) + (end < length ? " 00…" : "");
    lines.add(String.format(Locale.ROOT, "%6d %-20s %s%s", at, name, hex, pad(meaning)));
  }

  private static String pad(String meaning) {
    return meaning.isEmpty() ? "" : "  = " + meaning;
  }
}
