package bakelite.cli.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import bakelite.backup.BackupSettings;
import bakelite.sqlite.LiveSettings;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/// Durations and sizes, and that the defaults of the file are those of the code.
class AmountsTest {
  @Property
  void everyDurationThatIsPrintedIsReadBack(
      @ForAll @LongRange(min = 0, max = 3_153_600_000_000L) long millis) throws WrongValue {
    var duration = Duration.ofMillis(millis);
    assertEquals(duration, Durations.parse(Durations.print(duration)));
  }

  @Property
  void everySizeThatIsPrintedIsReadBack(@ForAll @LongRange(min = 0, max = 1L << 50) long kib)
      throws WrongValue {
    assertEquals(kib << 10, Sizes.parse(Sizes.print(kib << 10)));
  }

  @Property
  void whateverIsWrittenIsReadOrRefused(@ForAll String text) {
    try {
      Durations.parse(text);
      Sizes.parse(text);
    } catch (WrongValue refused) {
      assertEquals(true, refused.found(text).startsWith("expected "));
    }
  }

  @Test
  void theDefaultsOfTheKeysAreThoseOfTheCode() throws WrongValue {
    assertEquals(BackupSettings.defaults(), Settings.none().backup());
    assertEquals(LiveSettings.defaults(), Settings.none().live());
    for (var key : Key.of(Key.Place.SETTINGS)) {
      if (key.shape() == Shape.DURATIONS) {
        for (var each : key.initial().replaceAll("[\\[\\] ]", "").split(",", -1)) {
          Values.check(key, each);
        }
      } else {
        Values.check(key, key.initial());
      }
    }
  }

  @Test
  void zeroNeedsNoUnitAndNothingElseGoesWithoutOne() throws WrongValue {
    assertEquals(Duration.ZERO, Durations.parse("0"));
    assertEquals(Duration.ZERO, Durations.parse("0ms"));
    assertEquals(0, Sizes.parse("0"));
    assertThrows(WrongValue.class, () -> Durations.parse("1"));
    assertThrows(WrongValue.class, () -> Sizes.parse("1"));
  }
}
