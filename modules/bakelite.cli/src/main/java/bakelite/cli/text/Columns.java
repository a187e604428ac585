package bakelite.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A table in plain text: numbers to the right, words to the left, two blanks between.
///
/// Rows are written in groups, so that a million of them need no memory; a group's widths are at
/// least those of the groups before it.
public final class Columns {
  /// Rows that are aligned with each other at least.
  private static final int GROUP = 1_000;

  /// Where the text of a column stands.
  public enum Side {
    LEFT,
    RIGHT
  }

  private final List<Side> sides;
  private final int[] widths;
  private final Consumer<String> out;
  private final List<List<String>> waiting = new ArrayList<>();

  public Columns(Consumer<String> out, Side... sides) {
    this.out = out;
    this.sides = List.of(sides);
    this.widths = new int[sides.length];
  }

  /// Adds a row: one text a column.
  public void row(String... cells) {
    if (cells.length != widths.length) {
      throw new IllegalArgumentException(
          "expected " + widths.length + " cells, found " + cells.length);
    }
    for (int column = 0; column < cells.length; column++) {
      widths[column] = Math.max(widths[column], cells[column].length());
    }
    waiting.add(List.of(cells));
    if (waiting.size() == GROUP) {
      flush();
    }
  }

  /// Writes what is left.
  public void flush() {
    waiting.forEach(cells -> out.accept(line(cells)));
    waiting.clear();
  }

  private String line(List<String> cells) {
    var line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      var cell = cells.get(column);
      int blanks = widths[column] - cell.length();
      line.append(column == 0 ? "" : "  ");
      switch (sides.get(column)) {
        case LEFT -> line.append(cell).repeat(' ', blanks);
        case RIGHT -> line.repeat(' ', blanks).append(cell);
      }
    }
    return line.toString().stripTrailing();
  }
}
