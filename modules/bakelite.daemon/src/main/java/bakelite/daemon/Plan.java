package bakelite.daemon;

import bakelite.backup.BackupSettings;
import bakelite.sqlite.LiveSettings;
import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import java.nio.file.Path;

/// One database that a daemon is to protect.
///
/// @param name of the replica, and in messages
/// @param database the file, which need not be there
/// @param isListed whether it is to be there: one that a pattern found and that is gone is
///   forgotten
/// @param live how the file is held
/// @param backup how it is backed up
/// @param place where its replica and its local state are
public record Plan(
    String name,
    Path database,
    boolean isListed,
    LiveSettings live,
    BackupSettings backup,
    Place place) {

  /// Where a replica and its local state are.
  public interface Place {
    /// As a person knows it.
    String destination();

    /// Opens it; asked again after a pause when that fails.
    Opened open() throws StoreException;
  }

  /// An open place.
  ///
  /// @param store is closed by whoever opened it
  /// @param stateFolder of this database and destination, nobody else's
  public record Opened(ObjectStore store, Path stateFolder) {}
}
