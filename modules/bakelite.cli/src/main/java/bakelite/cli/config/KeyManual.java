package bakelite.cli.config;

import java.util.List;

/// The keys of the configuration file, as the manual tells of them. `docs/configuration.md` says
/// the same.
public final class KeyManual {
  private KeyManual() {}

  /// Where keys stand.
  public enum Place {
    TOP(Key.Place.TOP, "KEYS"),
    SETTINGS(Key.Place.SETTINGS, "SETTINGS, UNDER defaults AND AGAIN UNDER A DATABASE"),
    DATABASE(Key.Place.DATABASE, "KEYS OF A DATABASE"),
    DESTINATION(Key.Place.DESTINATION, "KEYS OF A DESTINATION");

    private final Key.Place place;
    private final String heading;

    Place(Key.Place place, String heading) {
      this.place = place;
      this.heading = heading;
    }

    public String heading() {
      return heading;
    }
  }

  /// A key.
  ///
  /// @param label its name, and what its value looks like
  /// @param meaning what it does, and what holds without it
  public record Entry(String label, String meaning) {}

  /// The keys of a place, in their order.
  public static List<Entry> of(Place place) {
    return Key.of(place.place).stream().map(KeyManual::entry).toList();
  }

  private static Entry entry(Key key) {
    var meaning = new StringBuilder(meaning(key));
    key.later()
        .ifPresent(
            later -> meaning.append("Not in this version: ").append(later.instead()).append('.'));
    if (!key.initial().isEmpty()) {
      meaning.append(" Default ").append(key.initial()).append('.');
    }
    return new Entry(key.text() + ": " + key.shape().words(), meaning.toString().strip());
  }

  /// What stands in `docs/configuration.md` behind the key; nothing where that has nothing.
  static String meaning(Key key) {
    return switch (key) {
      case STATE_DIR ->
          "what is kept on the local disk about each database: how far it is, what waits for the store,"
              + " fingerprints, and what status reads. Without it $STATE_DIRECTORY (set by systemd), else"
              + " $XDG_STATE_HOME/bakelite, else /var/lib/bakelite for root, else ~/.local/state/bakelite.";
      case PROVIDERS_DIR ->
          "store providers of others, each with its jars in a folder of its own. Without it"
              + " /usr/lib/bakelite/providers, where it is there; --providers DIR wins over both.";
      case LISTEN ->
          "host:port where the daemon answers /metrics and /healthz, such as 127.0.0.1:9190 (cli.md)."
              + " Without it nothing is served. Without a host, :9190, it is loopback; port 0 is any that is"
              + " free, and the log says which. Nobody is asked for a password: on an address that other"
              + " machines reach, a firewall or a proxy has to say who may ask.";
      case DEFAULTS -> "settings for all databases.";
      case DATABASES -> "what is protected.";
      case DEBOUNCE -> "a burst of commits becomes one upload. 0 uploads each at once.";
      case MAX_BATCH_DELAY ->
          "with a debounce, at most one upload in this time, and at least one when there is something.";
      case SAFETY_POLL ->
          "how often a database is looked at without any sign of change, how often a missing one is"
              + " looked for, and how often a pattern is looked up again. More than 0.";
      case BUSY_TIMEOUT -> "how long SQLite waits for a lock. At most 1h.";
      case MAX_WAL_SIZE ->
          "above this the WAL is checkpointed even while the application is busy. At least 64KiB.";
      case COMPRESSION ->
          "of new objects. zstd; lz4, which takes less time and packs less; or none. Whatever it says,"
              + " all of them are read.";
      case SPOOL_MAX ->
          "what may wait on the local disk while a store is away; above it nothing more is captured"
              + " until half of it is empty, and then every page is compared with the replica. At least"
              + " 1MiB.";
      case TAKE_OVER ->
          "when a replica of another writer may be gone on with. never; released, when that writer"
              + " stopped cleanly; always, where something else makes sure that one instance runs.";
      case DATABASE_PATH ->
          "the file, which need not exist yet. Or a pattern with *, ?, [ab] or {a,b} for many files; *"
              + " ends at a slash, ** does not. Files that come later are found. What SQLite keeps beside a"
              + " database is never one, and a file with an entry of its own is none of a pattern's.";
      case NAME ->
          "the folder of the replica in its destination, and what messages call the database. Up to 200"
              + " of a to z, 0 to 9, ., _ and -, no . first. Without it, the file name without its ending;"
              + " for the files of a pattern always their path below the fixed part, without the ending:"
              + " /srv/*/data.db names /srv/shop/data.db shop_2fdata. Letters outside the alphabet are"
              + " written as _ and two hexadecimal digits a byte, _ itself as __.";
      case DESTINATIONS ->
          "exactly one. Several copies of a database are not in this version, and two are refused rather"
              + " than one of them left out.";
      case TYPE ->
          "file, a folder, which may be left out beside path; or s3, whose keys are in stores.md. A"
              + " provider of others brings a type of its own, and the other keys are its business.";
      case DESTINATION_PATH ->
          "of a folder: the one that holds the replicas, each in a folder of its own.";
      // What is not in this version; the test of the documents finds any other.
      default -> "";
    };
  }
}
