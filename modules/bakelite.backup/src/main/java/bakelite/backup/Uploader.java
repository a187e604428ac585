package bakelite.backup;

import bakelite.backup.build.Shard;
import bakelite.backup.local.LocalState;
import bakelite.backup.local.SpoolEntry;
import bakelite.format.CommitFlag;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaKey;
import bakelite.store.Fence;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/// Puts frozen change-sets into the store, in order, and shards when the commit that they are as of
/// is durable. The create-only put of a change-set is the commit point and the fence: whoever holds
/// `c/<first>` owns that index.
///
/// One step is one attempt. "Already there" and "no answer" are read back and compared: the same
/// bytes are our own earlier attempt, other bytes are another writer, and then this one must never
/// put again. Where the store ignores create-only, each life has names of its own, and whether
/// another writer is there is looked for ([Rivals]). Steps are taken by one thread; the rest may be
/// called by any.
public final class Uploader {
  private final Replica replica;
  private final LocalState state;
  private final ReadBack readBack;
  private final AtomicReference<Optional<Shard>> waiting = new AtomicReference<>(Optional.empty());
  private final LateRule late = new LateRule();
  private final Fence fence;
  private final Rivals rivals;
  private volatile long durableIndex;
  private volatile long durableAtMillis;
  private boolean isPlaceDoubted;

  /// @param fence whether the store keeps two writers apart
  Uploader(Replica replica, LocalState state, Fence fence) {
    this.replica = replica;
    this.fence = fence;
    this.rivals = new Rivals(replica, fence);
    this.state = state;
    this.readBack = new ReadBack(replica.store());
    this.durableIndex = state.durable().map(cursor -> cursor.index()).orElse(0L);
    this.durableAtMillis = state.durable().map(cursor -> cursor.last().timeMillis()).orElse(0L);
  }

  /// What became of one step.
  public sealed interface Step {
    /// Nothing can be put now.
    record Idle() implements Step {}

    /// A change-set is durable and acknowledged.
    ///
    /// @param first index of its first commit
    /// @param last index of its last commit
    /// @param bytes of the object
    record Stored(long first, long last, long bytes) implements Step {}

    /// A shard is durable.
    ///
    /// @param asOf the index that it is as of
    /// @param bytes of the object
    record StoredShard(long asOf, long bytes) implements Step {}

    /// The store did not take it; trying again may help.
    record Trouble(StoreException cause) implements Step {}

    /// Another writer owns the index.
    record Fenced(String writer) implements Step {}
  }

  /// Makes one attempt at what has to be put next.
  ///
  /// @throws IOException when the spool or the cursor cannot be read or written
  public Step step() throws IOException {
    try {
      // A shard that may be put goes first: under a busy writer the spool is never empty. It cannot
      // hold the change-sets up for long, for the one after it waits for some of them.
      var shard = waiting.get();
      if (shard.isPresent() && shard.get().asOf() <= durableIndex) {
        requireReplica();
        return put(shard.get());
      }
      var oldest = state.spool().oldest();
      if (oldest.isPresent()) {
        requireReplica();
        return put(oldest.get());
      }
      return new Step.Idle();
    } catch (StoreException trouble) {
      isPlaceDoubted = true;
      return new Step.Trouble(trouble);
    }
  }

  /// After trouble the store may be an empty place: a disk that was unmounted leaves its folder
  /// behind, and what is put there is hidden once the disk is back.
  private void requireReplica() throws StoreException {
    if (isPlaceDoubted && replica.store().head(StoredIdentity.key(replica)).isEmpty()) {
      throw new StoreException.Unreachable(
          "cannot find the replica in " + replica.name() + ": expected its id, found none",
          "is the disk mounted?",
          null);
    }
    isPlaceDoubted = false;
  }

  /// The index of the newest commit that is durable in the store.
  public long durableIndex() {
    return durableIndex;
  }

  /// The time of that commit, milliseconds since 1970 UTC.
  public long durableAtMillis() {
    return durableAtMillis;
  }

  /// What waits for the store in the spool.
  ///
  /// @param bytes of all objects
  /// @param sinceMillis the time of the last commit in the oldest object; empty where nothing waits
  public record Backlog(long bytes, OptionalLong sinceMillis) {}

  /// What waits for the store now.
  public Backlog backlog() {
    var oldest = state.spool().oldest();
    return new Backlog(
        state.spool().bytes(),
        oldest.isPresent()
            ? OptionalLong.of(oldest.get().after().last().timeMillis())
            : OptionalLong.empty());
  }

  /// Whether everything that was handed over is in the store.
  public boolean isDrained() {
    return state.spool().oldest().isEmpty();
  }

  /// Hands over a shard, the one before it having been stored.
  void upload(Shard shard) {
    waiting.set(Optional.of(shard));
  }

  /// Whether a shard that was handed over is in the store.
  boolean hasStored(Shard shard) {
    return waiting.get().filter(other -> other.key().equals(shard.key())).isEmpty();
  }

  /// Forgets a shard that was handed over: its origin is not gone on with.
  void withdraw() {
    waiting.set(Optional.empty());
  }

  private Step put(SpoolEntry entry) throws IOException, StoreException {
    var key = replica.keys().key(name(entry));
    var result = replica.store().putIfAbsent(key, entry.content());
    if (!(result instanceof PutResult.Stored) && !readBack.isOurs(key, entry.content())) {
      return new Step.Fenced(readBack.writerOf(key));
    }
    var answered =
        result instanceof PutResult.Stored(var version)
            ? version.modified()
            : replica.store().time();
    // A claim counts only when nothing lies behind it, and so does what comes late: the index may
    // have been another writer's whose objects were compacted and deleted since.
    boolean isDue = rivals.isDueAfter(key, entry, answered);
    if (isDue || isClaim(entry) || late.isLate(answered)) {
      var rival = rivals.find(key, entry, answered);
      if (rival.isPresent()) {
        return new Step.Fenced(readBack.writerOf(replica, rival.get()));
      }
    }
    if (fence == Fence.WEAK && isClaim(entry) && !isRelease(entry)) {
      var other = otherIdentity(entry);
      if (other.isPresent()) {
        return new Step.Fenced(other.get());
      }
    }
    late.confirmed(answered);
    state.acknowledge(entry);
    durableAtMillis = entry.after().last().timeMillis();
    durableIndex = entry.after().index();
    return new Step.Stored(entry.first(), durableIndex, entry.length());
  }

  private static boolean isClaim(SpoolEntry entry) {
    return entry.after().last().flags().contains(CommitFlag.CLAIM);
  }

  private static boolean isRelease(SpoolEntry entry) {
    return entry.after().last().flags().contains(CommitFlag.RELEASED);
  }

  /// What an object is called. It keeps the life that froze it: later attempts, also of later
  /// lives, put the same bytes in the same place.
  private ReplicaKey.ChangeSet name(SpoolEntry entry) throws IOException {
    return switch (fence) {
      case STRONG -> new ReplicaKey.ChangeSet(entry.first());
      case WEAK -> new ReplicaKey.ChangeSet(entry.first(), entry.life());
    };
  }

  /// Of two first starts at once each puts an `id`, and one overwrites the other where nothing
  /// keeps them apart.
  private Optional<String> otherIdentity(SpoolEntry entry) throws StoreException, IOException {
    try {
      var found = StoredIdentity.read(replica).replica();
      return found.equals(entry.after().replica())
          ? Optional.empty()
          : Optional.of(
              readBack.writerOf(StoredIdentity.key(replica)) + " for another replica, " + found);
    } catch (StoreException.Missing _) {
      isPlaceDoubted = true;
      requireReplica();
      return Optional.empty();
    }
  }

  /// A shard's key names its content, so another daemon that took the same cell wrote the same.
  private Step put(Shard shard) throws IOException, StoreException {
    var key = replica.keys().key(shard.key());
    var result = replica.store().putIfAbsent(key, shard.content());
    if (!(result instanceof PutResult.Stored) && !readBack.isOurs(key, shard.content())) {
      return new Step.Fenced(readBack.writerOf(key));
    }
    waiting.updateAndGet(current -> current.filter(other -> !other.key().equals(shard.key())));
    return new Step.StoredShard(shard.asOf(), shard.content().length());
  }
}
