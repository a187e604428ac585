package bakelite.restore;

import bakelite.format.CommitFlag;
import bakelite.format.CommitRecord;
import bakelite.format.DamagedException;
import bakelite.format.FormatException;
import bakelite.format.Id128;
import bakelite.format.Lineage;
import bakelite.format.LineageValue;
import bakelite.format.ObjectKind;
import bakelite.format.ObjectReader;
import bakelite.replica.Inventory;
import bakelite.replica.Problem;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaException;
import bakelite.replica.ReplicaKey;
import bakelite.replica.ReplicaKeys;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Every commit of a replica, from the tails of its change-sets: where each lies, and that the
/// lineage goes through all of them without a gap.
final class History {
  private final Id128 replica;
  private final ReplicaKeys keys;
  private final List<Inventory.Entry> shards;
  private final NavigableMap<Long, Commit> commits;
  private final List<Fault> faults;

  /// One commit.
  ///
  /// @param entry the change-set that holds it
  /// @param pagesChanged how many page images it has there
  /// @param isFirstOfItsObject whether the change-set begins with it
  record Commit(
      CommitRecord record,
      Inventory.Entry entry,
      long origin,
      long pagesChanged,
      boolean isFirstOfItsObject) {}

  /// Something that cannot be read, or does not join.
  ///
  /// @param at the first index that is in doubt
  /// @param problem which object is missing or wrong, and how
  record Fault(long at, Problem problem) {}

  private History(
      Id128 replica,
      ReplicaKeys keys,
      List<Inventory.Entry> shards,
      NavigableMap<Long, Commit> commits,
      List<Fault> faults) {
    this.replica = replica;
    this.keys = keys;
    this.shards = shards;
    this.commits = commits;
    this.faults = faults;
  }

  /// Reads the tails of all change-sets.
  ///
  /// @throws ReplicaException when there is no replica, or an object is newer than this program
  static History of(Replica replica) throws ReplicaException, IOException {
    try {
      var ids = Identification.of(replica).header().identity();
      var inventory = replica.list();
      var walk = new Walk(Lineage.of(ids.replica(), ids.database()), replica);
      for (var entry : inventory.changeSets()) {
        walk.add(entry);
      }
      return new History(
          ids.replica(), replica.keys(), inventory.shards(), walk.commits, walk.faults);
    } catch (FormatException unreadable) {
      throw ReplicaException.of(unreadable);
    } catch (StoreException refused) {
      throw new ReplicaException.Storage(refused);
    }
  }

  /// Follows the lineage from one change-set to the next.
  private static final class Walk {
    private final Lineage lineage;
    private final Replica replica;
    private final NavigableMap<Long, Commit> commits = new TreeMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private long next = 1;
    private boolean joins = true;
    private LineageValue value;

    Walk(Lineage lineage, Replica replica) {
      this.lineage = lineage;
      this.replica = replica;
      this.value = lineage.start();
    }

    /// Damage is a fault like any other: whatever does not need the object can be restored.
    void add(Inventory.Entry entry) throws FormatException, StoreException, IOException {
      try {
        follow(entry, replica.open(entry));
      } catch (DamagedException damaged) {
        if (entry.name() instanceof ReplicaKey.ChangeSet(long first)) {
          isNext(entry, first);
          faults.add(new Fault(first, Damage.problem(damaged)));
        }
        joins = false;
      }
    }

    /// Whether an object begins where the one before it ends; nobody knows after a damaged one.
    private boolean isNext(Inventory.Entry entry, long first) {
      var expected = "a change-set that begins with commit " + next;
      if (joins && first < next) {
        fault(first, entry.key().text(), expected, "that it begins with commit " + first);
      } else if (joins && first > next) {
        fault(next, replica.keys().key(new ReplicaKey.ChangeSet(next)).text(), expected, "none");
      }
      return joins && first == next;
    }

    private void fault(long at, String object, String expected, String found) {
      faults.add(new Fault(at, Damage.problem(object, expected, found)));
    }

    private void follow(Inventory.Entry entry, ObjectReader object) {
      var header = object.header();
      if (header.kind() == ObjectKind.FENCE) {
        return;
      }
      long first = header.span().first();
      if (isNext(entry, first) && !header.before().equals(value)) {
        fault(
            first,
            entry.key().text(),
            "to follow the lineage value " + value.tag(),
            "that it follows " + header.before().tag());
      }
      var here = header.before();
      var changed = changedPages(object);
      for (var record : object.end().table()) {
        here = lineage.next(here, record);
        int ordinal = (int) (record.index() - first);
        commits.put(
            record.index(),
            new Commit(record, entry, header.span().origin(), changed[ordinal], ordinal == 0));
      }
      if (!here.equals(object.end().atLast())) {
        fault(
            first,
            entry.key().text(),
            "records that lead to the lineage value " + object.end().atLast().tag(),
            here.tag());
      }
      joins = true;
      value = object.end().atLast();
      next = header.span().last() + 1;
    }

    private static long[] changedPages(ObjectReader object) {
      var changed = new long[object.end().table().size()];
      var images = object.cursor();
      while (images.next()) {
        changed[images.commit()]++;
      }
      return changed;
    }
  }

  /// The id of the replica.
  Id128 replica() {
    return replica;
  }

  /// What its objects are called.
  ReplicaKeys keys() {
    return keys;
  }

  /// Every record, by index.
  NavigableMap<Long, Commit> commits() {
    return commits;
  }

  /// Refuses a part of the history when anything in it is in doubt.
  ///
  /// @param last included
  /// @throws ReplicaException.Damaged names the first object
  void rejectFaults(long first, long last) throws ReplicaException {
    for (var fault : faults) {
      if (fault.at() >= first && fault.at() <= last) {
        throw new ReplicaException.Damaged(fault.problem());
      }
    }
  }

  /// What cannot be read or does not join.
  List<Fault> faults() {
    return faults;
  }

  /// The shards that the listing showed.
  List<Inventory.Entry> shards() {
    return shards;
  }

  /// The commits that can be restored, ascending.
  List<Commit> restorePoints() {
    return commits.values().stream().filter(commit -> commit.record().isRestorePoint()).toList();
  }

  /// The newest restore point of each origin that has any.
  Collection<Commit> newestOfEachOrigin() {
    var newest = new TreeMap<Long, Commit>();
    restorePoints().forEach(point -> newest.put(point.origin(), point));
    return newest.values();
  }

  /// The newest restore point at or before an index.
  Optional<Commit> atOrBefore(long index) {
    return commits.headMap(index, true).descendingMap().values().stream()
        .filter(commit -> commit.record().isRestorePoint())
        .findFirst();
  }

  /// The oldest restore point after an index.
  Optional<Commit> after(long index) {
    return commits.tailMap(index, false).values().stream()
        .filter(commit -> commit.record().isRestorePoint())
        .findFirst();
  }

  /// The record of an index that holds no commit of the application.
  boolean isClaim(long index) {
    var commit = commits.get(index);
    return commit != null && commit.record().flags().contains(CommitFlag.CLAIM);
  }

  /// Whole numbers with separators, for messages.
  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
