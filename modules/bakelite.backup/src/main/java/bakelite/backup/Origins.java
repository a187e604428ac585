package bakelite.backup;

import bakelite.backup.local.Cursor;
import bakelite.backup.local.FingerprintFile;
import bakelite.format.CommitFlag;
import bakelite.format.CommitRecord;
import bakelite.format.Digest;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/// The records that are no commits of the application.
final class Origins {
  private Origins() {}

  /// The record that begins an origin.
  ///
  /// @param claims whether it announces the writer too
  static CommitRecord begin(long index, long timeMillis, long pages, int pageSize, boolean claims) {
    var flags = EnumSet.of(CommitFlag.ORIGIN, CommitFlag.DIGEST_UNKNOWN);
    if (claims) {
      flags.add(CommitFlag.CLAIM);
    }
    return new CommitRecord(index, timeMillis, pages, pageSize, flags, Digest.EMPTY);
  }

  /// The record that closes a tiling and carries the first digest: the sum over the fingerprint
  /// file.
  static CommitRecord close(
      long index, long timeMillis, Cursor cursor, FingerprintFile fingerprints) throws IOException {
    var last = cursor.last();
    var digest = fingerprints.sum(last.pages(), last.pageSize());
    return new CommitRecord(index, timeMillis, last.pages(), last.pageSize(), Set.of(), digest);
  }

  /// A claim in front of the first change-set of a life, or behind its last one.
  ///
  /// @param released whether the writer lets go of the replica with it
  static CommitRecord claim(long index, long timeMillis, Cursor cursor, boolean released) {
    var last = cursor.last();
    var flags = EnumSet.of(CommitFlag.CLAIM);
    if (released) {
      flags.add(CommitFlag.RELEASED);
    }
    if (!cursor.digestIsKnown()) {
      flags.add(CommitFlag.DIGEST_UNKNOWN);
    }
    return new CommitRecord(index, timeMillis, last.pages(), last.pageSize(), flags, last.digest());
  }
}
