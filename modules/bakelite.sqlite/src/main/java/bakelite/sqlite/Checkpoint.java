package bakelite.sqlite;

/// What became of a passive checkpoint. All are ordinary outcomes; after each of them the WAL is
/// held as before and nothing is lost.
public sealed interface Checkpoint {
  /// SQLite copied what our mark and the other readers' let it copy.
  ///
  /// @param frames frames in the WAL
  /// @param copied of these, how many are now in the database file
  record Done(long frames, long copied) implements Checkpoint {
    /// Whether the database file is complete, so that a handover now ends on READ0.
    public boolean complete() {
      return frames == copied;
    }
  }

  /// Another connection is checkpointing.
  record Busy() implements Checkpoint {}

  /// Not tried: a condition of the protocol does not hold; usually a handover comes first.
  record NotNow(String reason) implements Checkpoint {}

  /// Not tried: the files at the path are not those that were attached. Detach and attach again.
  record Moved(String what) implements Checkpoint {}

  /// SQLite says that the database is not in WAL mode.
  record NotWal() implements Checkpoint {}

  /// SQLite gave up: no space, an I/O error, a schema that cannot be parsed. Keep holding.
  record Failed(Exception cause) implements Checkpoint {}
}
