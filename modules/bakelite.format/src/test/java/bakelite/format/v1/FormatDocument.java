package bakelite.format.v1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// `docs/format.md`, as a program reads it.
final class FormatDocument {
  private static final Path FILE = Path.of("..", "..", "docs", "format.md");

  /// One row of a table of offsets.
  record Row(int offset, int bytes, String field, String meaning) {}

  private final List<String> lines;

  private FormatDocument(List<String> lines) {
    this.lines = lines;
  }

  static FormatDocument read() {
    return read(FILE);
  }

  /// Reads a table that stands in the Javadoc of a class of the main sources.
  static FormatDocument ofSource(Class<?> type) {
    var source = Path.of("src", "main", "java", type.getName().replace('.', '/') + ".java");
    return new FormatDocument(
        read(source).lines.stream()
            .filter(line -> line.startsWith("/// "))
            .map(line -> line.substring(4))
            .toList());
  }

  private static FormatDocument read(Path file) {
    try {
      return new FormatDocument(Files.readAllLines(file));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /// The rows of the first table of offsets behind a heading.
  List<Row> offsets(String heading) {
    return offsets(lines.subList(lines.indexOf(heading) + 1, lines.size()));
  }

  /// The rows of the only table of offsets.
  List<Row> offsets() {
    return offsets(lines);
  }

  private static List<Row> offsets(List<String> lines) {
    return lines.stream()
        .dropWhile(line -> !line.startsWith("| offset | bytes |"))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .map(FormatDocument::row)
        .toList();
  }

  private static Row row(String line) {
    var cells = Arrays.stream(line.split("\\|")).map(String::strip).skip(1).toList();
    return new Row(
        Integer.parseInt(cells.get(0)), Integer.parseInt(cells.get(1)), cells.get(2), cells.get(3));
  }

  /// Finds the one line that starts with a text.
  String line(String start) {
    var found = lines.stream().filter(line -> line.startsWith(start)).toList();
    if (found.size() != 1) {
      throw new AssertionError(
          found.size() + " lines of docs/format.md start with \"" + start + "\"");
    }
    return found.getFirst();
  }

  /// The indented text that starts with a line.
  List<String> example(String firstLine) {
    return lines.stream()
        .dropWhile(line -> !line.equals("    " + firstLine))
        .takeWhile(line -> line.startsWith("    "))
        .map(line -> line.substring(4))
        .toList();
  }
}
