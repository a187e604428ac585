package bakelite.cli.text;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Moments, always in UTC: two people who look at one replica read the same.
public final class Moments {
  private static final DateTimeFormatter FOR_A_PERSON =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Moments() {}

  /// Such as `2026-11-26 10:06:53.204 UTC`: all that a commit time has.
  public static String utc(Instant moment) {
    return FOR_A_PERSON.format(moment);
  }

  /// RFC 3339, such as `2026-11-26T10:06:53.204Z`.
  public static String rfc3339(Instant moment) {
    return DateTimeFormatter.ISO_INSTANT.format(moment);
  }
}
