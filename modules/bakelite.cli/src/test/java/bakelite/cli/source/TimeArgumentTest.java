package bakelite.cli.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A time is read as it was meant, or refused; it is never guessed.
class TimeArgumentTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    "2026-11-26T10:06:53Z,           2026-11-26T10:06:53Z",
    "2026-11-26T10:06:53.204Z,       2026-11-26T10:06:53.204Z",
    "2026-11-26t10:06:53z,           2026-11-26T10:06:53Z",
    "2026-11-26T10:06:53+01:00,      2026-11-26T09:06:53Z",
    "2026-11-26T10:06:53-00:30,      2026-11-26T10:36:53Z",
    "2026-11-26 10:06:53 +05:45,     2026-11-26T04:21:53Z",
    "2026-11-26 10:06 UTC,           2026-11-26T10:06:00Z",
    "2026-11-26 10:06,               2026-11-26T09:06:00Z",
    "2026-11-26T10:06:53.5,          2026-11-26T09:06:53.500Z",
    "2026-07-01 10:06,               2026-07-01T08:06:00Z",
    "2026-11-26,                     2026-11-25T23:00:00Z",
    "' 2026-11-26 ',                 2026-11-25T23:00:00Z",
    "2024-02-29,                     2024-02-28T23:00:00Z",
    "2h ago,                         2026-11-26T10:00:00Z",
    "90s ago,                        2026-11-26T11:58:30Z",
    "90 s ago,                       2026-11-26T11:58:30Z",
    "5m ago,                         2026-11-26T11:55:00Z",
    "5min ago,                       2026-11-26T11:55:00Z",
    "3d ago,                         2026-11-23T12:00:00Z",
    "1w ago,                         2026-11-19T12:00:00Z",
    "1d 2h 3m ago,                   2026-11-25T09:57:00Z",
    "1h30m ago,                      2026-11-26T10:30:00Z",
    "2H AGO,                         2026-11-26T10:00:00Z",
    "0s ago,                         2026-11-26T12:00:00Z",
    "2026-11-26T12:00:00Z,           2026-11-26T12:00:00Z"
  })
  void everyFormIsReadAsItIsMeant(String text, Instant expected) throws Exception {
    assertEquals(expected, new TimeArgument(NOW, BERLIN).parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "now",
        "yesterday",
        "ago",
        "2h",
        "-2h ago",
        "2.5h ago",
        "2y ago",
        "2026",
        "2026-11",
        "2026-1-6",
        "26.11.2026",
        "2026-13-01",
        "2026-02-29",
        "2026-11-31 10:00",
        "2026-11-26 24:00",
        "2026-11-26 10:60",
        "2026-11-26 10",
        "2026-11-26T10:06:53.Z",
        "2026-11-26T10:06:53+99:00",
        "2026-11-26 10:06 CET",
        "2026-11-26T12:00:00.001Z",
        "2026-11-26 13:01",
        "1795694400",
        "999999999999s ago",
        "999999999w ago 1"
      })
  void whatIsNoTimeOfThePastIsRefused(String text) {
    refused(text, BERLIN);
  }

  @Property(tries = 200)
  void anHourThatTheClocksLeftOutIsRefused(@ForAll @IntRange(max = 59) int minute) {
    var text = String.format(Locale.ROOT, "2026-03-29 02:%02d", minute);
    assertTrue(refused(text, BERLIN).getMessage().contains("Europe/Berlin left out"));
  }

  @Property(tries = 200)
  void anHourThatTheClocksShowedTwiceNamesBothMeanings(@ForAll @IntRange(max = 59) int minute)
      throws CommandException {
    var time = new TimeArgument(NOW, BERLIN);
    var refused = refused(String.format(Locale.ROOT, "2026-10-25 02:%02d", minute), BERLIN);
    var both = refused.hint().replace("write ", "").split(" or ", -1);
    assertEquals(2, both.length, refused.hint());
    assertEquals(1, ChronoUnit.HOURS.between(time.parse(both[0]), time.parse(both[1])));
  }

  @Property
  void aMomentWrittenOutIsReadBack(@ForAll @LongRange(max = 1_795_694_400_000L) long millis)
      throws CommandException {
    var moment = Instant.ofEpochMilli(millis);
    var time = new TimeArgument(NOW, ZoneOffset.UTC);
    assertEquals(moment, time.parse(moment.toString()));
    assertEquals(moment, time.parse(moment.atOffset(ZoneOffset.ofHours(-7)).toString()));
    assertEquals(moment, time.parse(LocalDateTime.ofInstant(moment, ZoneOffset.UTC).toString()));
  }

  @Property
  void nothingThatIsTypedIsADefect(@ForAll String text) {
    try {
      assertTrue(!new TimeArgument(NOW, BERLIN).parse(text).isAfter(NOW));
    } catch (CommandException refused) {
      assertEquals(ExitCode.USAGE, refused.code());
    }
  }

  private static CommandException refused(String text, ZoneId zone) {
    var refused =
        assertThrows(
            CommandException.class, () -> new TimeArgument(NOW, zone).parse(text), () -> text);
    assertEquals(ExitCode.USAGE, refused.code());
    assertTrue(
        refused.getMessage().startsWith("cannot read the time '" + text.strip() + "': expected "),
        refused.getMessage());
    assertTrue(refused.getMessage().contains(", found "), refused.getMessage());
    return refused;
  }
}
