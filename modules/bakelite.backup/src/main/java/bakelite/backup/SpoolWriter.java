package bakelite.backup;

import bakelite.backup.build.CaptureBrokenException;
import bakelite.backup.build.ChangeSetBuilder;
import bakelite.backup.build.Sealer;
import bakelite.backup.local.Cursor;
import bakelite.backup.local.Journal;
import bakelite.backup.local.LocalState;
import bakelite.backup.local.SpoolEntry;
import bakelite.format.CommitRecord;
import java.io.IOException;

/// Freezes change-sets into the spool, one after the other, and moves the cursor with them.
final class SpoolWriter {
  private final LocalState state;
  private final ChangeSetBuilder builder;
  private Cursor cursor;

  /// @param cursor where the writer stands
  SpoolWriter(LocalState state, Sealer sealer, Cursor cursor) {
    this.state = state;
    this.builder = new ChangeSetBuilder(sealer, state.fingerprints());
    this.cursor = cursor;
  }

  /// After the last frozen change-set.
  Cursor cursor() {
    return cursor;
  }

  /// Freezes the commits of a journal file, and deletes the file.
  SpoolEntry freeze(Journal journal) throws IOException, CaptureBrokenException {
    var commits = journal.commits();
    var before = cursor.source();
    var source = new Cursor.Source(before.device(), before.inode(), commits.getLast().position());
    var built = builder.commits(cursor, source, journal.batch());
    var entry = freeze(commits.getFirst().index(), built);
    journal.delete();
    return entry;
  }

  /// Freezes a record that changes no page.
  ///
  /// @param source where the live database stands
  SpoolEntry freeze(CommitRecord record, Cursor.Source source, String note) throws IOException {
    return freeze(record.index(), builder.record(cursor, source, record, note));
  }

  private SpoolEntry freeze(long first, ChangeSetBuilder.Built built) throws IOException {
    if (first != cursor.index() + 1) {
      throw new IllegalStateException(
          "the next index is " + (cursor.index() + 1) + ", not " + first);
    }
    var entry = state.spool().freeze(first, built::write);
    built.applied();
    cursor = entry.after();
    state.spool().offer(entry);
    return entry;
  }
}
