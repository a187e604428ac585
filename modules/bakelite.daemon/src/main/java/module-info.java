import org.jspecify.annotations.NullMarked;

/// Databases protected in one process: scheduling, status, the log. Knows settings as records.
@NullMarked
module bakelite.daemon {
  requires transitive bakelite.backup;
  requires com.fasterxml.jackson.core;
  requires static org.jspecify;

  exports bakelite.daemon;
  exports bakelite.daemon.notify;
}
