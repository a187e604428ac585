import org.jspecify.annotations.NullMarked;

/// Reads SQLite's WAL, wal-index and database header from bytes. Pure: no JDBC, no thread, no file
/// of its own, no clock.
@NullMarked
module bakelite.wal {
  requires static org.jspecify;

  exports bakelite.wal;
}
