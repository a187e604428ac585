package bakelite.replica.plan;

import bakelite.format.DamagedException;
import bakelite.format.FormatException;
import bakelite.format.Lineage;
import bakelite.format.LineageValue;
import bakelite.format.ObjectKind;
import bakelite.format.ObjectReader;
import bakelite.replica.Inventory;
import bakelite.replica.Problem;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaKey;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Follows the lineage from one change-set to the next, and notes what joins and what does not.
final class HistoryWalk {
  private final Lineage lineage;
  private final Replica replica;
  private final History.Look look;
  private final List<History.Stretch> stretches = new ArrayList<>();
  private final List<History.Fault> faults = new ArrayList<>();
  private final Map<Long, Optional<String>> tags = new HashMap<>();
  private long next;
  private boolean joins = true;
  private Optional<LineageValue> value;

  /// @param first the index that the first change-set begins with
  HistoryWalk(Lineage lineage, Replica replica, long first, History.Look look) {
    this.look = look;
    this.lineage = lineage;
    this.replica = replica;
    this.next = first;
    this.value = first == 1 ? Optional.of(lineage.start()) : Optional.empty();
  }

  /// Asks which of these shards are of this history: where histories part, those of another may
  /// have the same origin.
  void watch(List<Inventory.Entry> shards) {
    for (var entry : shards) {
      if (entry.name() instanceof ReplicaKey.Shard shard) {
        tags.put(shard.asOf(), Optional.empty());
      }
    }
  }

  /// Whether a shard is of this history, as far as the lineage says.
  boolean isOf(Inventory.Entry entry) {
    return entry.name() instanceof ReplicaKey.Shard shard
        && tags.getOrDefault(shard.asOf(), Optional.empty())
            .filter(tag -> !tag.equals(shard.tag()))
            .isEmpty();
  }

  /// Damage is a fault like any other: whatever does not need the object can be restored.
  void add(int ordinal, Inventory.Entry entry) throws FormatException, StoreException, IOException {
    try {
      follow(ordinal, entry, replica.open(entry));
    } catch (DamagedException damaged) {
      if (entry.name() instanceof ReplicaKey.ChangeSet(long first, var _)) {
        isNext(entry, first);
        faults.add(new History.Fault(first, Problem.of(damaged)));
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
    faults.add(new History.Fault(at, Problem.of(object, expected, found)));
  }

  private void follow(int ordinal, Inventory.Entry entry, ObjectReader object) throws IOException {
    var header = object.header();
    if (header.kind() == ObjectKind.FENCE) {
      return;
    }
    long first = header.span().first();
    var before = value.orElse(header.before());
    if (isNext(entry, first) && !header.before().equals(before)) {
      fault(
          first,
          entry.key().text(),
          "to follow the lineage value " + before.tag(),
          "that it follows " + header.before().tag());
    }
    var here = header.before();
    long lastPoint = 0;
    int points = 0;
    long pages = 0;
    for (var record : object.end().table()) {
      here = lineage.next(here, record);
      tags.replace(record.index(), Optional.of(here.tag()));
      pages = Math.max(pages, record.pages());
      if (record.isRestorePoint()) {
        lastPoint = record.index();
        points++;
      }
    }
    var stretch =
        new History.Stretch(
            ordinal,
            first,
            header.span().last(),
            header.span().origin(),
            header.times().earliestMillis(),
            header.times().latestMillis(),
            lastPoint,
            points,
            pages);
    stretches.add(stretch);
    look.at(stretch, object);
    if (!here.equals(object.end().atLast())) {
      fault(
          first,
          entry.key().text(),
          "records that lead to the lineage value " + object.end().atLast().tag(),
          here.tag());
    }
    joins = true;
    value = Optional.of(object.end().atLast());
    next = header.span().last() + 1;
  }

  /// The change-sets that hold commits, as far as they can be read.
  List<History.Stretch> stretches() {
    return stretches;
  }

  /// What cannot be read or does not join.
  List<History.Fault> faults() {
    return faults;
  }
}
