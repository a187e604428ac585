package bakelite.cli.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Durations as a person writes them: a whole number and `ms`, `s`, `m`, `h` or `d`; 0 needs none.
public final class Durations {
  /// A hundred years: longer is a slip, and nanoseconds would not hold it.
  static final Duration LONGEST = Duration.ofDays(36_500);

  private static final String EXPECTED = "a duration such as 250ms, 1s, 5m, 1h or 1d";
  private static final Pattern FORM = Pattern.compile("(\\d{1,18})([a-z]*)");
  private static final Map<String, Duration> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("d", Duration.ofDays(1));
    UNITS.put("h", Duration.ofHours(1));
    UNITS.put("m", Duration.ofMinutes(1));
    UNITS.put("s", Duration.ofSeconds(1));
    UNITS.put("ms", Duration.ofMillis(1));
  }

  private Durations() {}

  /// What a text means.
  ///
  /// @throws WrongValue says what else is expected
  public static Duration parse(String text) throws WrongValue {
    if (text.startsWith("-")) {
      throw new WrongValue("0 or more");
    }
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new WrongValue(EXPECTED, meant(text));
    }
    long number = Long.parseLong(form.group(1));
    if (number == 0 && form.group(2).isEmpty()) {
      return Duration.ZERO;
    }
    var unit = UNITS.get(form.group(2));
    if (unit == null) {
      throw new WrongValue(EXPECTED, meant(text));
    }
    if (number > LONGEST.dividedBy(unit)) {
      throw new WrongValue("at most " + print(LONGEST));
    }
    return unit.multipliedBy(number);
  }

  /// As it would be written, in the largest unit that holds it exactly.
  static String print(Duration duration) {
    if (duration.isZero()) {
      return "0";
    }
    for (var unit : UNITS.entrySet()) {
      long number = duration.dividedBy(unit.getValue());
      if (unit.getValue().multipliedBy(number).equals(duration)) {
        return number + unit.getKey();
      }
    }
    throw new IllegalArgumentException("finer than a millisecond: " + duration);
  }

  /// `250 ms`, `5sec`, `30 minutes`. A number alone may be anything.
  private static Optional<String> meant(String text) {
    var loose = Pattern.compile("(\\d{1,9}) *([a-z]*)").matcher(text.toLowerCase(Locale.ROOT));
    if (!loose.matches()) {
      return Optional.empty();
    }
    var unit =
        switch (loose.group(2)) {
          case "s", "sec", "secs", "second", "seconds" -> "s";
          case "ms", "msec", "millis", "milliseconds" -> "ms";
          case "m", "min", "mins", "minute", "minutes" -> "m";
          case "h", "hr", "hour", "hours" -> "h";
          case "d", "day", "days" -> "d";
          default -> "";
        };
    return Optional.of(loose.group(1) + unit).filter(_ -> !unit.isEmpty());
  }
}
