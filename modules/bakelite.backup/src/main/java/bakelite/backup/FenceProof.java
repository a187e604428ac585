package bakelite.backup;

import bakelite.replica.Replica;
import bakelite.replica.ReplicaKey;
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
  void beforeTheFirst(InstantSource clock, RandomGenerator random) throws StoreException {
    require(new StoreProbe(replica.store(), replica.keys().trials(), clock, random).fence());
  }

  /// Where the replica is: its `id`, which never changes and is never deleted, is created again,
  /// with the bytes that it has. A store that takes it has lost nothing by that.
  void ofTheReplica() throws StoreException, IOException {
    var key = replica.keys().key(new ReplicaKey.Identity());
    byte[] id;
    try (var there = replica.store().get(key)) {
      id = there.stream().readAllBytes();
    }
    again(key, Content.of(id));
  }

  /// The same, where the content is at hand.
  void again(ObjectKey key, Content same) throws StoreException {
    switch (replica.store().putIfAbsent(key, same)) {
      case PutResult.AlreadyExists() -> require(Fence.STRONG);
      case PutResult.Stored(var _) -> require(Fence.WEAK);
      case PutResult.Unknown(var cause) ->
          throw new StoreException.Unreachable(
              "cannot tell whether " + key + " was refused: the store gave no answer",
              "it is tried again",
              cause);
    }
  }

  private void require(Fence fence) throws StoreException {
    switch (fence) {
      case STRONG -> {}
      case WEAK -> throw StoreProbe.weakness(replica.store().name());
    }
  }
}
