package bakelite.backup;

import bakelite.replica.Replica;
import bakelite.store.Content;
import bakelite.store.Fence;
import bakelite.store.ObjectKey;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import bakelite.store.StoreProbe;
import java.io.IOException;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// Whether the store of a replica keeps two writers apart, asked before this one writes. Buckets
/// change under a replica, so every start asks, the first one thoroughly.
final class FenceProof {
  private final Replica replica;

  FenceProof(Replica replica) {
    this.replica = replica;
  }

  /// Before there is a replica: a whole trial, with objects that mean nothing.
  Fence beforeTheFirst(InstantSource clock, RandomGenerator random) throws StoreException {
    return new StoreProbe(replica.store(), replica.keys().trials(), clock, random).fence();
  }

  /// Where the replica is: its `id`, which never changes and is never deleted, is created again,
  /// with the bytes that it has. A store that takes it has lost nothing by that.
  ///
  /// @param listed what the names in the replica say. Once weak it stays so for everybody, and the
  ///   `id` is not touched: between reading and writing it another one's could be lost
  Fence ofTheReplica(Fence listed) throws StoreException, IOException {
    return switch (listed) {
      case WEAK -> Fence.WEAK;
      case STRONG -> again();
    };
  }

  private Fence again() throws StoreException, IOException {
    return again(StoredIdentity.key(replica), StoredIdentity.read(replica).content());
  }

  /// The same, where the content is at hand.
  Fence again(ObjectKey key, Content same) throws StoreException {
    return switch (replica.store().putIfAbsent(key, same)) {
      case PutResult.AlreadyExists() -> Fence.STRONG;
      case PutResult.Stored(var _) -> Fence.WEAK;
      case PutResult.Unknown(var cause) ->
          throw new StoreException.Unreachable(
              "cannot tell whether " + key + " was refused: the store gave no answer",
              "it is tried again",
              cause);
    };
  }
}
