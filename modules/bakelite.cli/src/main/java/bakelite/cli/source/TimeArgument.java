package bakelite.cli.source;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import bakelite.cli.text.Moments;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A moment in the past as a person writes it: RFC 3339, a local date and time, or a distance.
final class TimeArgument {
  private static final String HINT =
      "write 2026-11-26T10:06:53Z, or 2026-11-26 10:06 in this machine's time zone, or 2h ago";

  private static final Pattern DISTANCE =
      Pattern.compile("((?:\\d{1,9} ?(?:s|m|min|h|d|w) ?)+)ago");
  private static final Pattern STEP = Pattern.compile("(\\d{1,9}) ?(s|min|m|h|d|w)");
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern DATE_AND_TIME =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)(?: ?(Z|UTC|[+-].*))?");

  private final Instant now;
  private final ZoneId zone;

  /// @param zone of a local date and time
  TimeArgument(Instant now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /// The moment.
  ///
  /// @throws CommandException of kind usage when it cannot be read, is in the future, or is one
  ///   that the clocks of this zone showed twice or never
  Instant parse(String text) throws CommandException {
    var moment = read(text.strip());
    if (moment.isAfter(now)) {
      throw refused(
          text,
          "a moment in the past, found one in the future: it is " + Moments.utc(now) + " now",
          "leave --at out for the latest state");
    }
    return moment;
  }

  private Instant read(String text) throws CommandException {
    try {
      var distance = DISTANCE.matcher(text.toLowerCase(Locale.ROOT));
      if (distance.matches()) {
        return now.minus(distance(distance.group(1)));
      }
      if (DATE.matcher(text).matches()) {
        return local(text, LocalDate.parse(text).atStartOfDay());
      }
      var parts = DATE_AND_TIME.matcher(text.toUpperCase(Locale.ROOT));
      if (parts.matches()) {
        var local = parts.group(1) + "T" + parts.group(2);
        @Nullable String offset = parts.group(3);
        return offset == null
            ? local(text, LocalDateTime.parse(local))
            : OffsetDateTime.parse(local + offset(offset)).toInstant();
      }
    } catch (DateTimeException | ArithmeticException outOfRange) {
      throw refused(text, "a moment, found " + outOfRange.getMessage(), HINT);
    }
    throw refused(text, "a moment, found another text", HINT);
  }

  private static String offset(String text) {
    return text.equals("UTC") ? "Z" : text;
  }

  private static Duration distance(String steps) {
    var all = Duration.ZERO;
    for (var step : STEP.matcher(steps).results().toList()) {
      long number = Long.parseLong(step.group(1));
      all =
          all.plus(
              switch (step.group(2)) {
                case "s" -> Duration.ofSeconds(number);
                case "m", "min" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                case "d" -> Duration.ofDays(number);
                case "w" -> Duration.ofDays(Math.multiplyExact(number, 7));
                default -> throw new AssertionError(step.group(2));
              });
    }
    return all;
  }

  /// A local time that the clocks showed twice or never is not guessed: hours of commits lie
  /// between the two answers.
  private Instant local(String text, LocalDateTime local) throws CommandException {
    var offsets = zone.getRules().getValidOffsets(local);
    if (offsets.size() == 1) {
      return local.toInstant(offsets.getFirst());
    }
    if (offsets.isEmpty()) {
      throw refused(
          text,
          "a moment, found one that the clocks of " + zone + " left out",
          "write it in UTC, such as 2026-11-26T10:06:53Z");
    }
    throw refused(
        text,
        "one moment, found two: the clocks of " + zone + " were set back over it",
        "write "
            + offsets.stream()
                .map(offset -> local.atOffset(offset).toString())
                .collect(Collectors.joining(" or ")));
  }

  private static CommandException refused(String text, String expected, String hint) {
    return new CommandException(
        ExitCode.USAGE, "cannot read the time '" + text + "': expected " + expected, hint);
  }
}
