package bakelite.daemon;

/// Told of what happens to the databases of a daemon. Called by the threads that work; must not
/// block.
@FunctionalInterface
public interface DaemonListener {
  /// Something happened.
  ///
  /// @param name of the database
  /// @param destination where its replica is
  void tell(String name, String destination, DaemonEvent event);
}
