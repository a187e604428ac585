package bakelite.replica.plan;

import bakelite.format.CommitFlag;
import bakelite.format.CommitRecord;
import bakelite.format.FormatException;
import bakelite.format.Id128;
import bakelite.format.Lineage;
import bakelite.format.ObjectReader;
import bakelite.replica.Inventory;
import bakelite.replica.Problem;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.ReplicaKey;
import bakelite.replica.ReplicaKeys;
import bakelite.store.StoreException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/// Every commit of a replica, from the tails of its change-sets: where each lies, and that the
/// lineage goes through all of them without a gap.
///
/// What is in memory is some numbers a change-set; the records of one are read again when they are
/// asked for. A busy database has a million commits a day.
public final class History {
  private final Replica replica;
  private final Id128 id;
  private final Inventory inventory;
  private final List<Stretch> stretches;
  private final List<Fault> faults;
  private final Optional<Fork> fork;
  private final List<Inventory.Entry> shards;
  private Optional<Stretch> read = Optional.empty();
  private List<Commit> commits = List.of();

  /// The commits of one change-set.
  ///
  /// @param ordinal of the change-set in the listing
  /// @param lastPoint index of the newest restore point in it; 0 where there is none
  /// @param points how many restore points there are
  /// @param pages greatest size of the database
  public record Stretch(
      int ordinal,
      long first,
      long last,
      long origin,
      long earliestMillis,
      long latestMillis,
      long lastPoint,
      int points,
      long pages) {}

  /// One commit.
  ///
  /// @param entry the change-set that holds it
  /// @param pagesChanged how many page images it has there
  public record Commit(CommitRecord record, Inventory.Entry entry, long origin, long pagesChanged) {
    private boolean isPoint() {
      return record.isRestorePoint();
    }

    private boolean isAfter(Instant time) {
      return Instant.ofEpochMilli(record.timeMillis()).isAfter(time);
    }
  }

  /// Something that cannot be read, or does not join.
  ///
  /// @param at the first index that is in doubt
  /// @param problem which object is missing or wrong, and how
  public record Fault(long at, Problem problem) {}

  /// Looks at the change-sets that hold commits, in their order, while they are read.
  @FunctionalInterface
  public interface Look {
    /// Does not look.
    Look NONE = (stretch, object) -> {};

    /// One of them; what follows it may still say that it is in doubt.
    void at(Stretch stretch, ObjectReader object) throws IOException;
  }

  private History(
      Replica replica, Id128 id, Inventory inventory, HistoryWalk walk, Optional<Fork> fork) {
    this.replica = replica;
    this.id = id;
    this.inventory = inventory;
    this.stretches = walk.stretches();
    this.faults = walk.faults();
    this.fork = fork;
    this.shards =
        fork.isEmpty()
            ? inventory.shards()
            : inventory.shards().stream().filter(walk::isOf).toList();
  }

  /// Reads the tails of all change-sets.
  ///
  /// @throws ReplicaException when there is no replica, or an object is newer than this program
  public static History of(Replica replica) throws ReplicaException, IOException {
    return since(replica, 1, Look.NONE);
  }

  /// The same, with a look at each change-set on the way.
  public static History of(Replica replica, Look look) throws ReplicaException, IOException {
    return since(replica, 1, look);
  }

  /// Reads the tails of the change-sets from an origin on; what came before is not looked at.
  ///
  /// @param origin its index
  /// @throws ReplicaException when there is no replica, or an object is newer than this program
  public static History since(Replica replica, long origin, Look look)
      throws ReplicaException, IOException {
    try {
      var ids = replica.identified().header().identity();
      var inventory = replica.list();
      var line = Line.of(replica, inventory);
      var own = line.ids().orElse(ids);
      replica.settleOn(own.replica());
      var walk = new HistoryWalk(Lineage.of(own.replica(), own.database()), replica, origin, look);
      if (line.fork().isPresent()) {
        walk.watch(inventory.shards());
      }
      for (int ordinal : line.ordinals()) {
        var entry = inventory.changeSets().get(ordinal);
        if (entry.name() instanceof ReplicaKey.ChangeSet(long first, var _) && first >= origin) {
          walk.add(ordinal, entry);
        }
      }
      return new History(replica, own.replica(), inventory, walk, line.fork());
    } catch (FormatException unreadable) {
      throw ReplicaException.of(unreadable);
    } catch (StoreException refused) {
      throw new ReplicaException.Storage(refused);
    }
  }

  /// The id of the replica.
  public Id128 replica() {
    return id;
  }

  /// What its objects are called.
  public ReplicaKeys keys() {
    return replica.keys();
  }

  /// The change-sets that hold commits, ascending.
  public List<Stretch> stretches() {
    return stretches;
  }

  /// The object of a stretch.
  public Inventory.Entry entry(Stretch stretch) {
    return inventory.changeSets().get(stretch.ordinal());
  }

  /// The commits of a stretch, ascending.
  public List<Commit> commits(Stretch stretch) throws ReplicaException, IOException {
    if (!read.equals(Optional.of(stretch))) {
      commits = readCommits(stretch);
      read = Optional.of(stretch);
    }
    return commits;
  }

  private List<Commit> readCommits(Stretch stretch) throws ReplicaException, IOException {
    try {
      var entry = entry(stretch);
      var object = replica.open(entry);
      var changed = imagesOfEach(object);
      var found = new ArrayList<Commit>();
      for (var record : object.end().table()) {
        found.add(new Commit(record, entry, stretch.origin(), changed[found.size()]));
      }
      return found;
    } catch (FormatException unreadable) {
      throw ReplicaException.of(unreadable);
    } catch (StoreException refused) {
      throw new ReplicaException.Storage(refused);
    }
  }

  /// How many images each commit of a change-set has.
  public static long[] imagesOfEach(ObjectReader changeSet) {
    var changed = new long[changeSet.end().table().size()];
    var images = changeSet.cursor();
    while (images.next()) {
      changed[images.commit()]++;
    }
    return changed;
  }

  /// Refuses a part of the history when anything in it is in doubt.
  ///
  /// @param last included
  /// @throws ReplicaException.Damaged names the first object
  public void rejectFaults(long first, long last) throws ReplicaException {
    for (var fault : faults) {
      if (fault.at() >= first && fault.at() <= last) {
        throw new ReplicaException.Damaged(fault.problem());
      }
    }
  }

  /// What cannot be read or does not join.
  public List<Fault> faults() {
    return faults;
  }

  /// The shards that the listing showed; where histories part, those of this one.
  public List<Inventory.Entry> shards() {
    return shards;
  }

  /// Where histories part, if they do. Without a branch that was chosen ([Replica#onBranch]) this
  /// history ends there.
  public Optional<Fork> fork() {
    return fork;
  }

  /// The fork at which this history ends, because no branch was chosen.
  public Optional<Fork> end() {
    return replica.branch().isEmpty() ? fork : Optional.empty();
  }

  /// How many restore points there are.
  public long points() {
    return stretches.stream().mapToLong(Stretch::points).sum();
  }

  /// The record of an index, whatever it is.
  public Optional<Commit> commit(long index) throws ReplicaException, IOException {
    for (int at = placeOf(index); at >= 0; at--) {
      var stretch = stretches.get(at);
      if (stretch.last() >= index) {
        return Optional.of(commits(stretch).get((int) (index - stretch.first())));
      }
    }
    return Optional.empty();
  }

  /// The greatest index below another that there is a record of; 0 where there is none.
  public long knownBefore(long index) {
    int at = placeOf(index - 1);
    return at < 0 ? 0 : Math.min(stretches.get(at).last(), index - 1);
  }

  /// The newest restore point at or before an index.
  public Optional<Commit> atOrBefore(long index) throws ReplicaException, IOException {
    for (int at = placeOf(index); at >= 0; at--) {
      var stretch = stretches.get(at);
      if (stretch.lastPoint() > 0) {
        var found =
            commits(stretch).reversed().stream()
                .filter(commit -> commit.isPoint() && commit.record().index() <= index)
                .findFirst();
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /// The oldest restore point after an index.
  public Optional<Commit> after(long index) throws ReplicaException, IOException {
    for (int at = Math.max(0, placeOf(index)); at < stretches.size(); at++) {
      if (stretches.get(at).lastPoint() > index) {
        return commits(stretches.get(at)).stream()
            .filter(commit -> commit.isPoint() && commit.record().index() > index)
            .findFirst();
      }
    }
    return Optional.empty();
  }

  /// The newest restore point of each origin that has any.
  public Collection<Commit> newestOfEachOrigin() throws ReplicaException, IOException {
    var newest = new TreeMap<Long, Long>();
    for (var stretch : stretches) {
      if (stretch.lastPoint() > 0) {
        newest.put(stretch.origin(), stretch.lastPoint());
      }
    }
    var found = new ArrayList<Commit>();
    for (long index : newest.values()) {
      found.add(commit(index).orElseThrow());
    }
    return found;
  }

  /// The restore point with the greatest index whose time is not after another.
  public Optional<Commit> notAfter(Instant time) throws ReplicaException, IOException {
    for (var stretch : stretches.reversed()) {
      boolean mayHold =
          stretch.lastPoint() > 0 && !Instant.ofEpochMilli(stretch.earliestMillis()).isAfter(time);
      if (mayHold) {
        var found =
            commits(stretch).reversed().stream()
                .filter(commit -> commit.isPoint() && !commit.isAfter(time))
                .findFirst();
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /// The least index after another whose time is after a time.
  public Optional<Long> firstAfter(long index, Instant time) throws ReplicaException, IOException {
    for (int at = Math.max(0, placeOf(index)); at < stretches.size(); at++) {
      var stretch = stretches.get(at);
      boolean mayHold =
          stretch.last() > index && Instant.ofEpochMilli(stretch.latestMillis()).isAfter(time);
      if (mayHold) {
        var found =
            commits(stretch).stream()
                .filter(commit -> commit.record().index() > index && commit.isAfter(time))
                .findFirst();
        if (found.isPresent()) {
          return found.map(commit -> commit.record().index());
        }
      }
    }
    return Optional.empty();
  }

  /// The record of an index that holds no commit of the application.
  public boolean isClaim(long index) throws ReplicaException, IOException {
    return commit(index)
        .filter(commit -> commit.record().flags().contains(CommitFlag.CLAIM))
        .isPresent();
  }

  /// Place of the last stretch that begins at or before an index; -1 where there is none.
  private int placeOf(long index) {
    int low = 0;
    int high = stretches.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (stretches.get(middle).first() <= index) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  /// Whole numbers with separators, for messages.
  public static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
