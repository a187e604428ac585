package bakelite.backup;

import bakelite.backup.local.Cursor;
import bakelite.sqlite.LiveDatabase;
import bakelite.wal.WalIndex;
import java.util.Locale;
import java.util.Optional;

/// Whether the replica holds all of the database as of a cursor, and the database can have changed
/// since only by frames that are in its WAL now.
///
/// It can when nobody could have restarted the WAL in between: the same file, the same salts, and
/// the cumulative checksum at the position unchanged. Everything else is unknown, however alike it
/// looks: a WAL that was restarted twice may hold valid frames of an older generation behind the
/// newest commit.
final class Continuity {
  private Continuity() {}

  /// Why continuity is not proved; empty when it is.
  static Optional<String> broken(Cursor cursor, LiveDatabase database) {
    if (!cursor.digestIsKnown()) {
      // However well the WAL goes on: pages that nobody came to yet would never be looked at.
      return Optional.of("the last walk over all pages was not finished");
    }
    var source = cursor.source();
    if (!source.isKnown()) {
      return Optional.of(
          String.format(Locale.ROOT, "the replica was taken over at index %,d", cursor.index()));
    }
    var files = database.files().database();
    if (files.device() != source.device() || files.inode() != source.inode()) {
      return Optional.of("the database file is another one than before");
    }
    if (source.wal().isEmpty()) {
      return Optional.of("the WAL was empty when the last process stopped");
    }
    var position = source.wal().get();
    if (!(database.look() instanceof WalIndex.Valid(var now, _, _))) {
      return Optional.of("there is no WAL any more");
    }
    if (!now.salts().equals(position.salts())) {
      return Optional.of("the WAL was restarted while nobody watched");
    }
    if (now.pageSize() != position.pageSize() || now.maxFrame() < position.frame()) {
      return Optional.of("the WAL is shorter than it was");
    }
    if (now.maxFrame() == position.frame() && !now.frameChecksum().equals(position.checksum())) {
      return Optional.of("the WAL is another one with the same name and length");
    }
    // Further frames are proved by the capture itself: their checksums go on from the position's.
    return Optional.empty();
  }
}
