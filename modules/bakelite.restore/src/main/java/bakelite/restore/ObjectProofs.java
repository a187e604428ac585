package bakelite.restore;

import bakelite.format.DamagedException;
import bakelite.format.FormatException;
import bakelite.format.PageHasher;
import bakelite.replica.Inventory;
import bakelite.replica.Problem;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.StoreReadException;
import bakelite.replica.plan.Replanning;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Proves every object of a replica by itself, byte for byte. What is gone when its turn comes may
/// have been replaced: the replica is listed again, and what that shows for the first time is
/// proved too. Whether the history needs what is gone for good is for others to say.
final class ObjectProofs {
  private static final List<Function<Inventory, List<Inventory.Entry>>> KINDS =
      List.of(Inventory::changeSets, Inventory::timeObjects, Inventory::shards);

  private final Replica replica;
  private final PageHasher hasher;
  private final Consumer<Problem> problems;
  private long objects;
  private long bytes;

  ObjectProofs(Replica replica, PageHasher hasher, Consumer<Problem> problems) {
    this.replica = replica;
    this.hasher = hasher;
    this.problems = problems;
  }

  void run(Replanning replanning) throws StoreException, IOException, ReplicaException {
    var inventory = replica.list();
    var missing = prove(inventory, Optional.empty());
    while (missing.isPresent()) {
      replanning.spend(new ReplicaException.Storage(missing.get()));
      var before = inventory;
      inventory = replica.list();
      missing = prove(inventory, Optional.of(before));
    }
    for (var stranger : inventory.strangers()) {
      problems.accept(
          Problem.of(
              stranger.key().text(), "objects of the replica and nothing else", "a stranger"));
    }
  }

  /// @param before an earlier listing: what it has too was proved then, or was gone
  /// @return an object that is gone
  private Optional<StoreException> prove(Inventory inventory, Optional<Inventory> before)
      throws StoreException, IOException, ReplicaException {
    Optional<StoreException> missing = Optional.empty();
    for (var kind : KINDS) {
      var known = new Known(before.map(kind).orElse(List.of()).iterator());
      for (var entry : kind.apply(inventory)) {
        if (!known.has(entry)) {
          try {
            prove(entry);
          } catch (StoreException.Missing gone) {
            missing = Optional.of(gone);
          }
        }
      }
    }
    return missing;
  }

  private void prove(Inventory.Entry entry) throws StoreException, IOException, ReplicaException {
    try {
      replica.open(entry).proveWhole(hasher);
    } catch (DamagedException damaged) {
      problems.accept(Problem.of(damaged));
    } catch (FormatException newer) {
      throw ReplicaException.of(newer);
    } catch (StoreReadException refused) {
      throw refused.store();
    }
    objects++;
    bytes += entry.version().size();
  }

  /// How many objects were read.
  long objects() {
    return objects;
  }

  /// How many bytes they have.
  long bytes() {
    return bytes;
  }

  /// An earlier listing, asked for ascending keys.
  private static final class Known {
    private final Iterator<Inventory.Entry> entries;
    private Inventory.@Nullable Entry at;

    Known(Iterator<Inventory.Entry> entries) {
      this.entries = entries;
      this.at = next();
    }

    private Inventory.@Nullable Entry next() {
      return entries.hasNext() ? entries.next() : null;
    }

    boolean has(Inventory.Entry entry) {
      while (at != null && at.key().compareTo(entry.key()) < 0) {
        at = next();
      }
      return entry.equals(at);
    }
  }
}
