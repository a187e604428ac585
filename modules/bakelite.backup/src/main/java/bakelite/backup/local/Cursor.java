package bakelite.backup.local;

import bakelite.format.CommitFlag;
import bakelite.format.CommitRecord;
import bakelite.format.Id128;
import bakelite.format.LineageValue;
import bakelite.wal.WalPosition;
import java.util.Optional;

/// Where a writer stands: the last commit that it has made an object of, and where in the live
/// database that was.
///
/// @param replica the replica that the position belongs to
/// @param database the id of the database
/// @param origin index of the newest origin, 0 before the first
/// @param tiled whether the shards of that origin are complete
/// @param last the record of the last commit; index 0 before the first
/// @param beforeLast the lineage value at `last.index - 1`
/// @param atLast the lineage value at `last.index`
/// @param source where the live database stood then
public record Cursor(
    Id128 replica,
    Id128 database,
    long origin,
    boolean tiled,
    CommitRecord last,
    LineageValue beforeLast,
    LineageValue atLast,
    Source source) {

  /// Where the live database stood.
  ///
  /// @param device of the database file
  /// @param inode of the database file
  /// @param wal how far its WAL was read; empty where no WAL had been written
  public record Source(long device, long inode, Optional<WalPosition> wal) {
    /// Nothing is known of the live database: the replica was another writer's until now.
    public static final Source UNKNOWN = new Source(0, 0, Optional.empty());

    /// Whether the live database was seen there.
    public boolean isKnown() {
      return inode != 0;
    }
  }

  /// Whether the content after the last commit is known, so that the next one's digest can be told.
  public boolean digestIsKnown() {
    return tiled && !last.flags().contains(CommitFlag.DIGEST_UNKNOWN);
  }

  /// The same place where the fingerprints of its pages cannot be had: a full copy has to follow.
  public Cursor withoutFingerprints() {
    return new Cursor(replica, database, origin, false, last, beforeLast, atLast, source);
  }

  /// The index of the last commit.
  public long index() {
    return last.index();
  }
}
