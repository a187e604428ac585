package bakelite.backup;

import bakelite.backup.local.LocalState;
import bakelite.backup.local.StateMark;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// What a writer keeps on its own disk about one database and one destination: how far it is, what
/// waits for the store, the fingerprint of every page. Open in one process at a time.
public final class StateFolder implements AutoCloseable {
  private final LocalState state;
  private final boolean isProved;

  private StateFolder(LocalState state, boolean isProved) {
    this.state = state;
    this.isProved = isProved;
  }

  /// Makes the folder that holds the state folders of all databases, or proves that this bakelite
  /// reads what is in it.
  ///
  /// @throws BackupException.Newer when a newer one wrote it; nothing was changed
  /// @throws IOException when it cannot be read or written
  public static void settleIn(Path root) throws IOException, BackupException {
    if (read(root).isEmpty()) {
      try {
        StateMark.CURRENT.writeTo(root);
      } catch (AccessDeniedException denied) {
        // Not the file in it that was tried: what a person has to look at.
        throw (IOException) new AccessDeniedException(root.toString()).initCause(denied);
      }
    }
  }

  /// Proves that this bakelite reads what is in the folder of all state folders; one that is not
  /// there it does.
  ///
  /// @throws BackupException.Newer when a newer one wrote it
  public static void refuseNewer(Path root) throws IOException, BackupException {
    read(root);
  }

  private static Optional<StateMark> read(Path root) throws IOException, BackupException {
    var mark = StateMark.of(root);
    var found = mark.orElse(StateMark.CURRENT);
    if (found.version() > StateMark.CURRENT.version()) {
      throw new BackupException.Newer(
          String.format(
              Locale.ROOT,
              "cannot use the local state in %s: expected version %d or older, found version %d",
              root,
              StateMark.CURRENT.version(),
              found.version()),
          "install bakelite " + found.needs() + " or newer; nothing was changed here");
    }
    return mark;
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
