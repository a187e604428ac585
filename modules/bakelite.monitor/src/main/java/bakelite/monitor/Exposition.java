package bakelite.monitor;

import java.math.BigDecimal;

/// Text in the exposition format of Prometheus, version 0.0.4.
///
/// All samples of a family stand together behind its help and type, as the format demands.
final class Exposition {
  /// What the format is called in a `Content-Type`.
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder text = new StringBuilder(16 << 10);
  private String family = "";

  /// What the values of a family do.
  enum Type {
    /// Goes up and down.
    GAUGE("gauge"),
    /// Goes up, or starts over at 0.
    COUNTER("counter");

    private final String word;

    Type(String word) {
      this.word = word;
    }
  }

  /// Begins a family; the samples that follow are its own.
  ///
  /// @param help one line for a person
  Exposition family(String name, Type type, String help) {
    family = name;
    text.append("# HELP ").append(name).append(' ');
    escape(help, false);
    text.append("\n# TYPE ").append(name).append(' ').append(type.word).append('\n');
    return this;
  }

  /// A sample of the family.
  ///
  /// @param labels names and values in turn
  Exposition sample(long value, String... labels) {
    name(labels);
    text.append(value).append('\n');
    return this;
  }

  /// A sample in thousandths, such as milliseconds of a value in seconds. No digit is lost.
  ///
  /// @param labels names and values in turn
  Exposition thousandths(long value, String... labels) {
    name(labels);
    text.append(BigDecimal.valueOf(value, 3).stripTrailingZeros().toPlainString()).append('\n');
    return this;
  }

  private void name(String... labels) {
    text.append(family);
    for (int at = 0; at < labels.length; at += 2) {
      text.append(at == 0 ? '{' : ',').append(labels[at]).append("=\"");
      escape(labels[at + 1], true);
      text.append('"');
    }
    text.append(labels.length == 0 ? " " : "} ");
  }

  /// Quotes stay as they are in a help.
  private void escape(String raw, boolean isLabel) {
    for (int at = 0; at < raw.length(); at++) {
      char each = raw.charAt(at);
      switch (each) {
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '"' -> text.append(isLabel ? "\\\"" : "\"");
        default -> text.append(each);
      }
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
