package bakelite.cli.text;

import java.time.Duration;
import java.util.Locale;

/// Sizes, counts and durations as a person reads them.
public final class Amounts {
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final int STEP = 1024;
  private static final long MILLIS_OF_A_SECOND = 1_000;
  private static final long TENTHS_UP_TO_SECONDS = 10;
  private static final long SECONDS_UP_TO = 120;
  private static final long MINUTES_UP_TO = 120;
  private static final long HOURS_UP_TO = 48;

  private Amounts() {}

  /// Such as `512 bytes`, `1.5 KiB`, `1.1 GiB`: three digits say enough.
  public static String bytes(long bytes) {
    if (bytes < STEP) {
      return bytes == 1 ? "1 byte" : bytes + " bytes";
    }
    double value = bytes;
    int unit = -1;
    // 1023.95 KiB would be printed as 1024.0 KiB.
    while (unit < 0 || value >= STEP - 0.05) {
      value /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, value < 100 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
  }

  /// Such as `1,204`.
  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// Seconds with three decimals, for JSON.
  public static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  /// Such as `1,204 commits` or `1 commit`.
  public static String count(long number, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
  }

  /// Such as `85 ms`, `4.1 s`, `90 s`, `12 min`, `5 h`, `3 d`.
  public static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < MILLIS_OF_A_SECOND) {
      return millis + " ms";
    }
    if (duration.toSeconds() < TENTHS_UP_TO_SECONDS) {
      return String.format(Locale.ROOT, "%.1f s", Math.floor(millis / 100.0) / 10);
    }
    if (duration.toSeconds() < SECONDS_UP_TO) {
      return duration.toSeconds() + " s";
    }
    if (duration.toMinutes() < MINUTES_UP_TO) {
      return duration.toMinutes() + " min";
    }
    return duration.toHours() < HOURS_UP_TO ? duration.toHours() + " h" : duration.toDays() + " d";
  }
}
