package bakelite.daemon;

import bakelite.backup.BackupEvent;
import java.time.Duration;
import java.util.Locale;

/// Says an event in one line, for a person who reads a log at night.
public final class EventLines {
  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private EventLines() {}

  /// How much a line matters.
  public enum Level {
    /// Only for someone who asked for everything.
    DETAIL,
    /// A state has changed.
    CHANGE,
    /// Something is wrong, and bakelite goes on.
    WARNING
  }

  /// One line of the log.
  ///
  /// @param text without a line end, the database's name first
  public record Line(Level level, String text) {}

  /// The line of an event.
  ///
  /// @param name of the database
  /// @param destination where its replica is
  public static Line of(String name, String destination, BackupEvent event) {
    return new Line(level(event), name + ": " + text(destination, event));
  }

  /// The line of an event of a daemon.
  ///
  /// @param name of the database
  /// @param destination where its replica is
  public static Line of(String name, String destination, DaemonEvent event) {
    return switch (event) {
      case DaemonEvent.Told(var told) -> of(name, destination, told);
      case DaemonEvent.Missing(var path) ->
          warning(name, "not protected: there is no file " + path + " yet; it is waited for");
      case DaemonEvent.Gone(var path) ->
          new Line(Level.CHANGE, name + ": " + path + " is gone, its replica stays");
      case DaemonEvent.Failed(var problem, var hint, var nextTry) ->
          warning(
              name,
              "not protected: "
                  + problem
                  + "; "
                  + hint
                  + " (next try in "
                  + duration(nextTry)
                  + ")");
      case DaemonEvent.GivenUp(var problem, var hint) ->
          warning(name, "not protected any more: " + problem + "; " + hint);
      case DaemonEvent.Behind(var problem, var hint) ->
          warning(
              name,
              "stopped before everything was in " + destination + ": " + problem + "; " + hint);
      case DaemonEvent.Stalled(var problem, var hint) ->
          warning(name, "stalled: " + problem + "; " + hint);
      case DaemonEvent.StallOver() ->
          new Line(Level.CHANGE, name + ": not stalled any more, its commits get into the replica");
      case DaemonEvent.NoStatus(var problem) -> warning(name, problem);
    };
  }

  private static Line warning(String name, String text) {
    return new Line(Level.WARNING, name + ": " + text);
  }

  private static Level level(BackupEvent event) {
    return switch (event) {
      case BackupEvent.CopyProgress _, BackupEvent.Stored _ -> Level.DETAIL;
      case BackupEvent.StoreTried(var fence) ->
          switch (fence) {
            case STRONG -> Level.DETAIL;
            case WEAK -> Level.WARNING;
          };
      case BackupEvent.CopyStarted _,
          BackupEvent.CopyFinished _,
          BackupEvent.ShadowStarted _,
          BackupEvent.ResyncStarted _,
          BackupEvent.ResyncFinished _,
          BackupEvent.Resumed _,
          BackupEvent.StoreBack _ ->
          Level.CHANGE;
      case BackupEvent.Waiting _,
          BackupEvent.StoreTrouble _,
          BackupEvent.ContinuityLost _,
          BackupEvent.SpoolFull _ ->
          Level.WARNING;
    };
  }

  private static String text(String destination, BackupEvent event) {
    return switch (event) {
      case BackupEvent.Waiting(var problem, var hint) -> "waiting: " + problem + "; " + hint;
      case BackupEvent.CopyStarted(var reason, long pages, int pageSize) ->
          "copying " + size(pages * pageSize) + " to " + destination + " (" + reason + ")";
      case BackupEvent.CopyProgress(long done, long pages) ->
          "copied " + number(Math.min(done, pages)) + " of " + number(pages) + " pages";
      case BackupEvent.CopyFinished(var closing, var took) ->
          String.format(
              Locale.ROOT,
              "protecting %s in %s (full copy took %s)",
              size(closing.pages() * closing.pageSize()),
              destination,
              duration(took));
      case BackupEvent.ResyncStarted(var reason, long pages, int pageSize) ->
          "comparing all " + size(pages * pageSize) + " with the replica (" + reason + ")";
      case BackupEvent.ShadowStarted(var reason, long index, long pages, int pageSize) ->
          "reading what "
              + destination
              + " holds at index "
              + number(index)
              + ", the indexes of "
              + size(pages * pageSize)
              + " ("
              + reason
              + ")";
      case BackupEvent.ResyncFinished(long shipped, long pages, var took, var tookOverFrom) ->
          String.format(
              Locale.ROOT,
              "protecting, %s%,d of %,d pages differed and were shipped (took %s)",
              tookOverFrom.isPresent()
                  ? "took over from index " + number(tookOverFrom.getAsLong()) + "; "
                  : "",
              shipped,
              pages,
              duration(took));
      case BackupEvent.Resumed(long index) ->
          "protecting, going on after commit " + number(index) + " in " + destination;
      case BackupEvent.Stored(long first, long last, long bytes) ->
          String.format(Locale.ROOT, "stored commits %,d to %,d (%s)", first, last, size(bytes));
      case BackupEvent.StoreTrouble(var problem, var hint, var nextTry) ->
          String.format(
              Locale.ROOT,
              "store trouble, keeping commits in the local spool: %s; %s (next try in %s)",
              problem,
              hint,
              duration(nextTry));
      case BackupEvent.StoreTried(var fence) -> destination + ": " + Fences.said(fence);
      case BackupEvent.StoreBack() -> "the store is back, everything is durable again";
      case BackupEvent.ContinuityLost(var reason) -> "cannot go on commit by commit: " + reason;
      case BackupEvent.SpoolFull(long bytes) ->
          "the local spool is full ("
              + size(bytes)
              + "): nothing more is captured until the store is back; then all pages are compared";
    };
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /// A size with three digits or so: `1.1 GiB`.
  static String size(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return unit == 0
        ? String.format(Locale.ROOT, "%d bytes", bytes)
        : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }

  /// A time with two digits or so: `4.1 s`.
  static String duration(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    return millis < 120_000
        ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
        : String.format(Locale.ROOT, "%d min", millis / 60_000);
  }
}
