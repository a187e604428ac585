package bakelite.backup;

import bakelite.backup.local.SpoolEntry;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaKey;
import bakelite.store.Content;
import bakelite.store.Fence;
import bakelite.store.ListPage;
import bakelite.store.ObjectKey;
import bakelite.store.StoreException;
import bakelite.store.StoredObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Looks for another writer's objects at or beyond the place of this one.
///
/// Where a store keeps two writers apart, the put itself has said who owns the index, and only what
/// lies behind it can be another's. Where it does not, both puts succeed, under names of their own.
/// Then each looks after its own put at everything from the first object on that it has put since
/// it looked the last time. Of two that put at one index, the one that looks last sees the other,
/// whatever the order of the puts was; so at most one goes on, and none for long without knowing.
final class Rivals {
  /// How often it is looked while objects are put, in the store's time.
  static final Duration EVERY = Duration.ofSeconds(30);

  /// After so many objects it is looked in any case: their names are in memory until then.
  static final int MOST_UNWATCHED = 1_000;

  private final Replica replica;
  private final Fence fence;
  private final ReadBack readBack;
  private final Set<ObjectKey> ours = new HashSet<>();
  private long since;
  private Optional<Instant> looked = Optional.empty();

  Rivals(Replica replica, Fence fence) {
    this.replica = replica;
    this.fence = fence;
    this.readBack = new ReadBack(replica.store());
  }

  /// An object of ours is in the store.
  ///
  /// @param now the store's time
  /// @return whether it is time to look
  boolean isDueAfter(ObjectKey key, SpoolEntry entry, Instant now) {
    if (fence == Fence.STRONG) {
      return false;
    }
    if (ours.isEmpty()) {
      since = entry.first();
    }
    ours.add(key);
    return ours.size() >= MOST_UNWATCHED
        || looked.isEmpty()
        || now.isBefore(looked.get())
        || !now.isBefore(looked.get().plus(EVERY));
  }

  /// An object of another writer in the way of the one that was just put.
  ///
  /// @param now the store's time
  Optional<ObjectKey> find(ObjectKey key, SpoolEntry entry, Instant now)
      throws StoreException, IOException {
    return switch (fence) {
      case STRONG ->
          replica.store().list(replica.keys().changeSets(), Optional.of(key)).objects().stream()
              .map(StoredObject::key)
              .findFirst();
      case WEAK -> {
        var rival = rival(entry);
        if (rival.isEmpty()) {
          ours.clear();
          looked = Optional.of(now);
        }
        yield rival;
      }
    };
  }

  private Optional<ObjectKey> rival(SpoolEntry entry) throws StoreException, IOException {
    var after = Optional.of(replica.keys().changeSetsBefore(since));
    ListPage page;
    do {
      page = replica.store().list(replica.keys().changeSets(), after);
      for (var object : page.objects()) {
        if (!ours.contains(object.key()) && !isTheSame(object.key(), entry)) {
          return Optional.of(object.key());
        }
        after = Optional.of(object.key());
      }
    } while (page.more() && !page.objects().isEmpty());
    return Optional.empty();
  }

  /// Whether it is an earlier attempt of ours, under the name that the object had while the store
  /// kept two writers apart.
  private boolean isTheSame(ObjectKey key, SpoolEntry entry) throws StoreException, IOException {
    Content content = entry.content();
    return replica
            .keys()
            .parse(key)
            .filter(new ReplicaKey.ChangeSet(entry.first())::equals)
            .isPresent()
        && readBack.isOurs(key, content);
  }
}
