package bakelite.cli.config;

import bakelite.cli.config.Reading.Item;
import bakelite.cli.config.Reading.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which value a key may have.
final class Values {
  /// What [bakelite.sqlite.LiveSettings] takes.
  private static final Duration LONGEST_BUSY = Duration.ofHours(1);

  private static final long LEAST_WAL_BYTES = 64 << 10;
  private static final long LEAST_SPOOL_BYTES = 1 << 20;

  private static final Map<Key, List<String>> WORDS =
      Map.of(
          Key.COMPRESSION, List.of("zstd", "lz4", "none"),
          Key.TAKE_OVER, List.of("never", "released", "always"));

  private final Reading reading;
  private final Set<String> warnings;

  /// @param warnings gets what this version does not do
  Values(Reading reading, Set<String> warnings) {
    this.reading = reading;
    this.warnings = warnings;
  }

  /// The value as text, once it is proved to be one of this key; empty where it is not, or where
  /// this version has no use for it.
  Optional<String> read(Key key, Item item) {
    if (key.shape() == Shape.DURATIONS) {
      boolean isOff = true;
      for (var each : reading.list(item).orElse(List.of())) {
        isOff = false;
        reading.value(each).ifPresent(value -> isAllowed(key, value));
      }
      warnUnless(isOff, key);
      return Optional.empty();
    }
    var value = reading.value(item);
    if (value.isEmpty() || !isAllowed(key, value.get())) {
      return Optional.empty();
    }
    var text = value.get().text();
    key.later().ifPresent(later -> warnUnless(text.equals(later.off()) || isZero(key, text), key));
    return value.map(Value::text).filter(_ -> key.later().isEmpty());
  }

  private void warnUnless(boolean isOff, Key key) {
    if (!isOff) {
      warnings.add(key.text() + ": not in this version, " + key.later().orElseThrow().instead());
    }
  }

  private boolean isAllowed(Key key, Value value) {
    try {
      check(key, value.text());
      return true;
    } catch (WrongValue wrong) {
      reading.problems().add(value.line(), value.key(), wrong.found(value.shown()));
      return false;
    }
  }

  /// @throws WrongValue says what else is expected
  static void check(Key key, String text) throws WrongValue {
    switch (key.shape()) {
      case DURATION, DURATIONS -> checkDuration(key, Durations.parse(text));
      case SIZE -> checkSize(key, Sizes.parse(text));
      case COUNT -> {
        if (text.startsWith("-")) {
          throw new WrongValue("0 or more");
        }
        if (!text.matches("\\d{1,9}")) {
          throw new WrongValue("a whole number");
        }
      }
      case WORD -> {
        var words = WORDS.getOrDefault(key, List.of());
        if (!words.isEmpty() && !words.contains(text)) {
          throw new WrongValue("one of " + String.join(", ", words), Nearest.to(text, words));
        }
      }
      case ADDRESS -> {
        var _ = ListenAddress.parse(text);
      }
      case PATH, MAP, LIST -> {}
    }
  }

  private static void checkDuration(Key key, Duration value) throws WrongValue {
    if (key == Key.SAFETY_POLL && value.isZero()) {
      throw new WrongValue("more than 0");
    }
    if (key == Key.BUSY_TIMEOUT && value.compareTo(LONGEST_BUSY) > 0) {
      throw new WrongValue("at most " + Durations.print(LONGEST_BUSY));
    }
  }

  private static void checkSize(Key key, long bytes) throws WrongValue {
    if (key == Key.MAX_WAL_SIZE && bytes < LEAST_WAL_BYTES) {
      throw new WrongValue("at least " + Sizes.print(LEAST_WAL_BYTES));
    }
    if (key == Key.SPOOL_MAX && bytes < LEAST_SPOOL_BYTES) {
      throw new WrongValue("at least " + Sizes.print(LEAST_SPOOL_BYTES));
    }
  }

  private static boolean isZero(Key key, String text) {
    try {
      return switch (key.shape()) {
        case DURATION -> Durations.parse(text).isZero();
        case SIZE -> Sizes.parse(text) == 0;
        case COUNT -> Integer.parseInt(text) == 0;
        case PATH, DURATIONS, WORD, ADDRESS, MAP, LIST -> false;
      };
    } catch (WrongValue checkedBefore) {
      throw new AssertionError(checkedBefore);
    }
  }
}
