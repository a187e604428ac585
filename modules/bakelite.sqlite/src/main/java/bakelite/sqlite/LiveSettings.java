package bakelite.sqlite;

import java.time.Duration;

/// How a live database is held.
///
/// @param busyTimeout how long SQLite waits for a lock before it says busy; at most an hour
public record LiveSettings(Duration busyTimeout) {
  private static final Duration LONGEST = Duration.ofHours(1);

  public LiveSettings {
    if (busyTimeout.isNegative() || busyTimeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "cannot use a busy timeout of " + busyTimeout + ": expected 0 to 1 h");
    }
  }

  /// Five seconds of busy timeout.
  public static LiveSettings defaults() {
    return new LiveSettings(Duration.ofSeconds(5));
  }
}
