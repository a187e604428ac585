package bakelite.daemon;

/// How the protection of a database ended.
public sealed interface Ending {
  /// Stopped as asked, and everything captured is durable in the store.
  record Durable(long index) implements Ending {}

  /// Stopped as asked, and the store did not take everything; the rest waits in the spool.
  record Behind(String problem) implements Ending {}

  /// It could not go on.
  record Failed(Exception cause) implements Ending {}
}
