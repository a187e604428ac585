package bakelite.backup;

import bakelite.replica.Replica;
import bakelite.sqlite.DatabaseException;
import bakelite.sqlite.LiveDatabase;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.Optional;

/// One life of a writer: an attached database, its replica, and the two halves of the write journey
/// between them. The replicator fills the spool, the uploader empties it.
public final class BackupSession implements Start {
  private final Replicator replicator;
  private final Uploader uploader;

  BackupSession(Replicator replicator, Uploader uploader) {
    this.replicator = replicator;
    this.uploader = uploader;
  }

  /// Decides where to go on, makes the replica when there is none, and begins.
  ///
  /// @param folder of this database and destination, open
  /// @param noShadow what a shadow said that could not be learned; empty where none was tried
  /// @return a session, or a shadow that has to be learned first: let go of the database for that,
  ///   and begin again afterwards
  /// @throws StoreException when the store cannot be asked now; nothing was changed, try again
  /// @throws BackupException when this writer must not write
  public static Start begin(
      LiveDatabase database,
      Replica replica,
      StateFolder folder,
      BackupSettings settings,
      BackupSurroundings surroundings,
      Optional<String> noShadow)
      throws StoreException, IOException, BackupException, DatabaseException {
    return new Beginning(database, replica, folder, settings, surroundings, noShadow).run();
  }

  /// Reads the database.
  public Replicator replicator() {
    return replicator;
  }

  /// Writes to the store.
  public Uploader uploader() {
    return uploader;
  }
}
