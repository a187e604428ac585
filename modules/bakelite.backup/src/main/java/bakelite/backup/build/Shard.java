package bakelite.backup.build;

import bakelite.format.ObjectHeader.PageRange;
import bakelite.replica.ReplicaKey;
import bakelite.store.Content;

/// A shard that was taken and not put yet.
///
/// @param key its name
/// @param asOf the index that must be durable before it is put
/// @param content its bytes, in a scratch file that the shard after the next overwrites
public record Shard(ReplicaKey.Shard key, long asOf, Content content) {

  /// Whether it is the last one of its tiling.
  public boolean isTail() {
    return key.range().to() == PageRange.END;
  }
}
