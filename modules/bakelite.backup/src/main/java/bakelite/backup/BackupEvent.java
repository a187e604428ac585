package bakelite.backup;

import bakelite.format.CommitRecord;
import bakelite.store.Fence;
import java.time.Duration;
import java.util.OptionalLong;

/// Something about one database that a person may care about. Told when a state changes, and not
/// again while it stays.
public sealed interface BackupEvent {
  /// The database cannot be attached yet; it is tried again.
  record Waiting(String problem, String hint) implements BackupEvent {}

  /// A full copy begins.
  record CopyStarted(String reason, long pages, int pageSize) implements BackupEvent {}

  /// One more shard of the full copy is in the store.
  record CopyProgress(long pagesDone, long pages) implements BackupEvent {}

  /// The full copy is complete in the store; from here every commit is a restore point.
  ///
  /// @param closing the record that closes it
  record CopyFinished(CommitRecord closing, Duration took) implements BackupEvent {}

  /// The page indexes of the replica are read, to know what it holds: this writer does not.
  ///
  /// @param index the newest commit or record of the replica
  record ShadowStarted(String reason, long index, long pages, int pageSize)
      implements BackupEvent {}

  /// Every page is compared with what the replica holds.
  record ResyncStarted(String reason, long pages, int pageSize) implements BackupEvent {}

  /// The comparison is complete and what differed is on its way; every commit is a restore point
  /// again.
  ///
  /// @param tookOverFrom the index from which the replica was taken over from another writer; empty
  ///   where it was ours
  record ResyncFinished(long pagesShipped, long pages, Duration took, OptionalLong tookOverFrom)
      implements BackupEvent {}

  /// Whether the store keeps two writers apart, as this start found it.
  record StoreTried(Fence fence) implements BackupEvent {}

  /// Goes on where an earlier process stopped.
  record Resumed(long index) implements BackupEvent {}

  /// A change-set is durable in the store.
  record Stored(long first, long last, long bytes) implements BackupEvent {}

  /// The store did not take what it was sent; commits wait in the spool.
  record StoreTrouble(String problem, String hint, Duration nextTry) implements BackupEvent {}

  /// The store takes objects again.
  record StoreBack() implements BackupEvent {}

  /// Continuity was lost while the database was watched; a walk over all pages follows.
  record ContinuityLost(String reason) implements BackupEvent {}

  /// The spool is full. Nothing more is captured until half of it is empty; then all pages are
  /// compared with the replica.
  record SpoolFull(long bytes) implements BackupEvent {}
}
