package bakelite.cli.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Sizes as a person writes them: a whole number and `KiB`, `MiB`, `GiB` or `TiB`; 0 needs none.
final class Sizes {
  private static final String EXPECTED = "a size such as 512KiB, 16MiB or 1GiB";
  private static final Pattern FORM = Pattern.compile("(\\d{1,18})([A-Za-z]*)");
  private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");
  private static final int STEP = 10;
  private static final long LARGEST = 1L << 60;

  private Sizes() {}

  /// In bytes.
  static long parse(String text) throws WrongValue {
    if (text.startsWith("-")) {
      throw new WrongValue("0 or more");
    }
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new WrongValue(EXPECTED, meant(text));
    }
    long number = Long.parseLong(form.group(1));
    if (number == 0 && form.group(2).isEmpty()) {
      return 0;
    }
    int unit = UNITS.indexOf(form.group(2));
    if (unit < 0) {
      throw new WrongValue(EXPECTED, meant(text));
    }
    int shift = (unit + 1) * STEP;
    if (number > LARGEST >> shift) {
      throw new WrongValue("at most " + print(LARGEST));
    }
    return number << shift;
  }

  /// As it would be written, in the largest unit that holds it exactly.
  static String print(long bytes) {
    if (bytes == 0) {
      return "0";
    }
    for (int unit = UNITS.size(); unit > 0; unit--) {
      int shift = unit * STEP;
      if (bytes >> shift << shift == bytes) {
        return (bytes >> shift) + UNITS.get(unit - 1);
      }
    }
    throw new IllegalArgumentException("no whole KiB: " + bytes);
  }

  /// `16 MB`, `16m`, `16mib`.
  private static Optional<String> meant(String text) {
    var loose =
        Pattern.compile("(\\d{1,9}) *([kmgt])(i?b)?").matcher(text.toLowerCase(Locale.ROOT));
    return loose.matches()
        ? Optional.of(loose.group(1) + loose.group(2).toUpperCase(Locale.ROOT) + "iB")
        : Optional.empty();
  }
}
