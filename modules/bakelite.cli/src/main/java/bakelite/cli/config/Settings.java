package bakelite.cli.config;

import bakelite.backup.BackupSettings;
import bakelite.backup.BackupSettings.TakeOver;
import bakelite.cli.config.Reading.Item;
import bakelite.format.Compression;
import bakelite.sqlite.LiveSettings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// The settings of a database, or what holds for all of them.
final class Settings {
  private final Map<Key, String> given;

  private Settings(Map<Key, String> given) {
    this.given = given;
  }

  /// Nothing is given: the defaults of this version.
  static Settings none() {
    return new Settings(Map.of());
  }

  /// These, with what is given under a key on top.
  Settings with(Map<Key, Item> items, Values values) {
    var all = new EnumMap<Key, String>(Key.class);
    all.putAll(given);
    items.forEach((key, item) -> {
      if (key.place() == Key.Place.SETTINGS) {
        values.read(key, item).ifPresent(text -> all.put(key, text));
      }
    });
    return new Settings(all);
  }

  /// How the file is held.
  LiveSettings live() {
    return new LiveSettings(duration(Key.BUSY_TIMEOUT));
  }

  /// How it is backed up.
  BackupSettings backup() {
    return new BackupSettings(
        duration(Key.DEBOUNCE),
        duration(Key.MAX_BATCH_DELAY),
        duration(Key.SAFETY_POLL),
        size(Key.MAX_WAL_SIZE),
        Compression.valueOf(text(Key.COMPRESSION).toUpperCase(Locale.ROOT)),
        size(Key.SPOOL_MAX),
        TakeOver.valueOf(text(Key.TAKE_OVER).toUpperCase(Locale.ROOT)));
  }

  private String text(Key key) {
    return given.getOrDefault(key, key.initial());
  }

  private Duration duration(Key key) {
    try {
      return Durations.parse(text(key));
    } catch (WrongValue checkedBefore) {
      throw new AssertionError(checkedBefore);
    }
  }

  private long size(Key key) {
    try {
      return Sizes.parse(text(key));
    } catch (WrongValue checkedBefore) {
      throw new AssertionError(checkedBefore);
    }
  }
}
