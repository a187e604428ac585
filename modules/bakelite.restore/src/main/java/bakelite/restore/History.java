package bakelite.restore;

import bakelite.format.CommitFlag;
import bakelite.format.CommitRecord;
import bakelite.format.FormatException;
import bakelite.format.Id128;
import bakelite.format.Lineage;
import bakelite.format.LineageValue;
import bakelite.format.ObjectKind;
import bakelite.format.ObjectReader;
import bakelite.replica.Inventory;
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

  /// Something that does not join.
  ///
  /// @param object the name of the object that is missing or wrong
  record Fault(String object, String expected, String found) {}

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
  /// @throws ReplicaException when there is no replica, or an object cannot be read
  static History of(Replica replica) throws ReplicaException, IOException {
    try {
      var ids = Identification.of(replica).header().identity();
      var inventory = replica.list();
      var walk = new Walk(Lineage.of(ids.replica(), ids.database()), replica);
      for (var entry : inventory.changeSets()) {
        walk.add(entry, replica.open(entry));
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
    private LineageValue value;

    Walk(Lineage lineage, Replica replica) {
      this.lineage = lineage;
      this.replica = replica;
      this.value = lineage.start();
    }

    void add(Inventory.Entry entry, ObjectReader object) {
      var header = object.header();
      if (header.kind() == ObjectKind.FENCE) {
        return;
      }
      if (header.span().first() < next) {
        faults.add(
            new Fault(
                entry.key().text(),
                "a change-set that begins with commit " + next,
                "that it begins with commit " + header.span().first()));
      } else if (header.span().first() > next) {
        var missing = replica.keys().key(new ReplicaKey.ChangeSet(next)).text();
        faults.add(new Fault(missing, "a change-set that begins with commit " + next, "none"));
      } else if (!header.before().equals(value)) {
        faults.add(
            new Fault(
                entry.key().text(),
                "to follow the lineage value " + value.tag(),
                "that it follows " + header.before().tag()));
      }
      var here = header.before();
      var changed = changedPages(object);
      for (var record : object.end().table()) {
        here = lineage.next(here, record);
        int ordinal = (int) (record.index() - header.span().first());
        commits.put(
            record.index(),
            new Commit(record, entry, header.span().origin(), changed[ordinal], ordinal == 0));
      }
      if (!here.equals(object.end().atLast())) {
        faults.add(
            new Fault(
                entry.key().text(),
                "records that lead to the lineage value " + object.end().atLast().tag(),
                here.tag()));
      }
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

  /// What does not join.
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
