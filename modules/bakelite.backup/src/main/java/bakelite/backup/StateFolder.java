package bakelite.backup;

import bakelite.backup.local.LocalState;
import java.io.IOException;
import java.nio.file.Path;

/// What a writer keeps on its own disk about one database and one destination: how far it is, what
/// waits for the store, the fingerprint of every page. Open in one process at a time.
public final class StateFolder implements AutoCloseable {
  private final LocalState state;
  private final boolean isProved;

  private StateFolder(LocalState state, boolean isProved) {
    this.state = state;
    this.isProved = isProved;
  }

  /// Opens the folder, creating it when there is none, and repairs what a crash left half done.
  ///
  /// @throws BackupException.StateInUse when another process has it open
  /// @throws IOException when it cannot be read or written, or is damaged
  public static StateFolder open(Path folder) throws IOException, BackupException {
    var state =
        LocalState.open(folder)
            .orElseThrow(() -> new BackupException.StateInUse(folder.toString()));
    var cursor = state.cursor();
    return new StateFolder(state, cursor.isPresent() && state.isProved(cursor.get()));
  }

  /// Whether the fingerprints added up to the digest of the cursor when the folder was opened.
  boolean isProved() {
    return isProved;
  }

  LocalState state() {
    return state;
  }

  @Override
  public void close() throws IOException {
    state.close();
  }
}
