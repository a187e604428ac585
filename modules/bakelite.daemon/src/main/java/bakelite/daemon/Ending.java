package bakelite.daemon;

/// How the protection of a database ended.
public sealed interface Ending {
  /// Stopped as asked, and everything captured is durable in the store.
  record Durable(long index) implements Ending {}

  /// Stopped as asked, and the replica does not hold everything that is committed. Nothing is lost:
  /// the next start goes on.
  ///
  /// @param hint what the next start does
  record Behind(String problem, String hint) implements Ending {}

  /// It could not go on.
  record Failed(Exception cause) implements Ending {}
}
