package bakelite.cli.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Every key of the configuration file. `docs/configuration.md` has the same table.
enum Key {
  STATE_DIR(Place.TOP, "state_dir", Shape.PATH, ""),
  PROVIDERS_DIR(Place.TOP, "providers_dir", Shape.PATH, ""),
  LISTEN(Place.TOP, "listen", Shape.ADDRESS, ""),
  DEFAULTS(Place.TOP, "defaults", Shape.MAP, ""),
  DATABASES(Place.TOP, "databases", Shape.LIST, ""),

  DEBOUNCE(Place.SETTINGS, "debounce", Shape.DURATION, "250ms"),
  MAX_BATCH_DELAY(Place.SETTINGS, "max_batch_delay", Shape.DURATION, "1s"),
  SAFETY_POLL(Place.SETTINGS, "safety_poll", Shape.DURATION, "30s"),
  BUSY_TIMEOUT(Place.SETTINGS, "busy_timeout", Shape.DURATION, "5s"),
  MAX_WAL_SIZE(Place.SETTINGS, "max_wal_size", Shape.SIZE, "16MiB"),
  SNAPSHOT_INTERVAL(
      Place.SETTINGS,
      "snapshot_interval",
      Shape.DURATION,
      "1d",
      "0",
      "a full copy is made only when a replica begins"),
  COMPACTION_LEVELS(
      Place.SETTINGS,
      "compaction_levels",
      Shape.DURATIONS,
      "[30s, 5m, 1h]",
      "[]",
      "every change-set is kept"),
  COMPACTION_KEEP(
      Place.SETTINGS,
      "compaction_keep",
      Shape.DURATIONS,
      "[24h, 7d]",
      "[]",
      "every change-set is kept"),
  COMPACTION_KEEP_RECENT(
      Place.SETTINGS, "compaction_keep_recent", Shape.COUNT, "16", "0", "every change-set is kept"),
  EVERY_COMMIT_FOR(
      Place.SETTINGS,
      "every_commit_for",
      Shape.DURATION,
      "1h",
      "0",
      "every commit stays a restore point"),
  DELETE_GRACE(
      Place.SETTINGS, "delete_grace", Shape.DURATION, "1h", "0", "nothing is ever deleted"),
  RETENTION(Place.SETTINGS, "retention", Shape.DURATION, "30d", "0", "everything is kept"),
  MAX_BACKUPS(Place.SETTINGS, "max_backups", Shape.COUNT, "0", "0", "everything is kept"),
  MAX_TOTAL_SIZE(Place.SETTINGS, "max_total_size", Shape.SIZE, "0", "0", "everything is kept"),
  COMPRESSION(Place.SETTINGS, "compression", Shape.WORD, "zstd"),
  SPOOL_MAX(Place.SETTINGS, "spool_max", Shape.SIZE, "1GiB"),
  TAKE_OVER(Place.SETTINGS, "take_over", Shape.WORD, "released"),

  DATABASE_PATH(Place.DATABASE, "path", Shape.PATH, ""),
  NAME(Place.DATABASE, "name", Shape.WORD, ""),
  DESTINATIONS(Place.DATABASE, "destinations", Shape.LIST, ""),

  TYPE(Place.DESTINATION, "type", Shape.WORD, "file"),
  DESTINATION_PATH(Place.DESTINATION, "path", Shape.PATH, "");

  /// Where a key may stand.
  enum Place {
    TOP,
    /// Under `defaults`, and again under a database.
    SETTINGS,
    DATABASE,
    DESTINATION
  }

  private final Place place;
  private final String text;
  private final Shape shape;
  private final String initial;
  private final String off;
  private final String instead;

  /// A key whose feature this version does not have.
  ///
  /// @param off the value with which nothing is missing
  /// @param instead what happens with any other
  record Later(String off, String instead) {}

  Key(Place place, String text, Shape shape, String initial) {
    this(place, text, shape, initial, "", "");
  }

  Key(Place place, String text, Shape shape, String initial, String off, String instead) {
    this.place = place;
    this.text = text;
    this.shape = shape;
    this.initial = initial;
    this.off = off;
    this.instead = instead;
  }

  /// The keys of some places.
  static List<Key> of(Place... places) {
    var wanted = List.of(places);
    return Arrays.stream(values()).filter(key -> wanted.contains(key.place)).toList();
  }

  Place place() {
    return place;
  }

  /// As it is written.
  String text() {
    return text;
  }

  Shape shape() {
    return shape;
  }

  /// What holds without it, as it would be written; empty where there is nothing.
  String initial() {
    return initial;
  }

  /// Present where this version does not do it.
  Optional<Later> later() {
    return Optional.of(new Later(off, instead)).filter(_ -> !instead.isEmpty());
  }
}
