package bakelite.backup;

/// Told of events. Called by the thread that works; must not block.
@FunctionalInterface
public interface BackupListener {
  void tell(BackupEvent event);
}
