package bakelite.backup;

import bakelite.backup.build.CaptureBrokenException;
import bakelite.backup.build.Sealer;
import bakelite.backup.local.Cursor;
import bakelite.backup.local.Journal;
import bakelite.backup.local.LocalState;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Freezes the commits that an earlier process had captured and not made a change-set of.
///
/// They carry their indexes already. One index may be missing in front of them: the claim that was
/// to come first and was not frozen. It is this life's claim then.
final class Recovery {
  private final LocalState state;
  private final SpoolWriter spool;
  private final String claimNote;
  private Optional<String> doubt = Optional.empty();
  private boolean claimed;

  Recovery(LocalState state, Sealer sealer, Cursor cursor, BackupSurroundings surroundings) {
    this.state = state;
    this.spool = new SpoolWriter(state, sealer, cursor);
    this.claimNote = surroundings.writer().note(sealer.identity().life(), Map.of());
  }

  /// Freezes them.
  Recovery run() throws IOException {
    for (var journal : state.journals()) {
      if (doubt.isEmpty()) {
        doubt = freeze(journal);
      }
      if (doubt.isPresent()) {
        journal.delete();
      }
    }
    state.journals().clear();
    return this;
  }

  private Optional<String> freeze(Journal journal) throws IOException {
    var first = journal.commits().getFirst();
    long expected = spool.cursor().index() + 1;
    if (first.index() == expected + 1) {
      var claim = Origins.claim(expected, first.timeMillis(), spool.cursor(), false);
      spool.freeze(claim, spool.cursor().source(), claimNote);
      claimed = true;
      expected++;
    }
    if (first.index() != expected) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "the journal goes on with commit %,d where %,d was expected",
              first.index(),
              expected));
    }
    try {
      spool.freeze(journal);
      return Optional.empty();
    } catch (CaptureBrokenException broken) {
      return Optional.of(broken.reason());
    }
  }

  /// Stands after everything that was recovered.
  SpoolWriter spool() {
    return spool;
  }

  /// Whether this life's claim is in the spool already.
  boolean claimed() {
    return claimed;
  }

  /// Why what was captured before cannot be gone on with.
  Optional<String> doubt() {
    return doubt;
  }
}
