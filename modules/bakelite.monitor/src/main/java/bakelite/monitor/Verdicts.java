package bakelite.monitor;

import bakelite.daemon.StatusDocument;
import bakelite.daemon.StatusFolder;
import bakelite.daemon.Verdict;
import java.io.IOException;
import java.util.Optional;

/// What `verify` said last of each database, from the files that it leaves. It runs in a process of
/// its own, so they are read when somebody asks.
final class Verdicts {
  private final StatusFolder folder;

  Verdicts(StatusFolder folder) {
    this.folder = folder;
  }

  /// Empty where nothing was said of this file and destination, or nothing that can be read.
  Optional<Verdict> of(StatusDocument document) {
    try {
      return folder
          .verdict(document.name())
          .filter(said -> said.path().equals(document.path()))
          .filter(said -> said.destination().equals(document.destination()));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
