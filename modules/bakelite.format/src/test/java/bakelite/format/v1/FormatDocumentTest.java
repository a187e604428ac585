package bakelite.format.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bakelite.format.CommitFlag;
import bakelite.format.v1.FormatDocument.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

/// `docs/format.md`, the Javadoc and the constants say the same; whoever changes one is told of the
/// other.
class FormatDocumentTest {
  private static final FormatDocument DOCUMENT = FormatDocument.read();

  @Test
  void theHeaderIsWhereTheDocumentSays() {
    agree("### Header", HeaderField.values(), f -> f.offset, f -> f.bytes, 256);
  }

  @Test
  void aDirectoryEntryIsWhatTheDocumentSays() {
    agree(
        "### Blocks and directory",
        DirectoryField.values(),
        f -> f.offset,
        f -> f.bytes,
        DirectoryField.ENTRY_BYTES);
  }

  @Test
  void theTrailerIsWhereTheDocumentSays() {
    agree("### Trailer", TrailerField.values(), f -> f.offset, f -> f.bytes, 256);
  }

  @Test
  void theFlagsAreThoseOfTheDocument() {
    for (var flag : CommitFlag.values()) {
      var name = flag.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      DOCUMENT.line("| " + flag.bit() + " | " + name + " | ");
    }
  }

  @Test
  void theLimitsAreThoseOfTheDocument() {
    DOCUMENT.line("| greatest page number | " + grouped(Limits.PAGES) + " |");
    DOCUMENT.line("| commits of an object with a table | " + grouped(Limits.COMMITS) + " |");
    DOCUMENT.line("| bytes of a block, stored or raw | " + grouped(Limits.BLOCK_BYTES) + " |");
    DOCUMENT.line("| bytes of the index | " + Limits.INDEX_ENTRY_BYTES + " × ");
    DOCUMENT.line("| bytes of the note | " + grouped(Limits.NOTE_BYTES) + " |");
    DOCUMENT.line(
        "| bytes of directory, index, table, note and trailer together | "
            + grouped(Limits.TAIL_BYTES)
            + " |");
    DOCUMENT.line("- A writer fills a block up to " + grouped(Limits.BLOCK_TARGET_BYTES) + " raw");
    DOCUMENT.line("An object of up to " + grouped(Limits.FIRST_READ_BYTES) + " bytes");
  }

  private static <F extends Enum<F>> void agree(
      String heading, F[] fields, ToIntFunction<F> offset, ToIntFunction<F> bytes, int length) {
    var type = fields[0].getDeclaringClass();
    var rows = DOCUMENT.offsets(heading);
    assertEquals(
        text(FormatDocument.ofSource(type).offsets()),
        text(rows),
        "Javadoc of " + type.getSimpleName() + " and docs/format.md, " + heading);
    assertEquals(
        String.join("\n", Arrays.stream(fields).map(f -> place(f, offset, bytes)).toList()),
        String.join(
            "\n", rows.stream().map(r -> r.offset() + " " + r.bytes() + " " + r.field()).toList()),
        "constants of " + type.getSimpleName() + " and docs/format.md, " + heading);
    int end = 0;
    for (var row : rows) {
      assertEquals(end, row.offset(), "a gap or an overlap before " + row.field());
      end += row.bytes();
    }
    assertEquals(length, end, "the end of " + heading);
  }

  private static <F extends Enum<F>> String place(
      F field, ToIntFunction<F> offset, ToIntFunction<F> bytes) {
    var name = field.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return offset.applyAsInt(field) + " " + bytes.applyAsInt(field) + " " + name;
  }

  private static String text(List<Row> rows) {
    return String.join("\n", rows.stream().map(Row::toString).toList());
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
