package bakelite.replica.plan;

import bakelite.format.CommitFlag;
import bakelite.format.CommitRecord;
import bakelite.format.Id128;
import bakelite.format.LineageValue;
import bakelite.format.ObjectKind;
import bakelite.format.ObjectReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Change-sets that continue one another, from a fork, or from the beginning, to the next fork or
/// the end.
final class Segment {
  private final Optional<Segment> parent;
  private final List<Integer> ordinals = new ArrayList<>();
  private final Map<Id128, String> notes = new LinkedHashMap<>();
  private Optional<Id128> replica = Optional.empty();
  private Optional<LineageValue> value = Optional.empty();
  private Optional<Id128> tipLife = Optional.empty();
  private boolean isForked;
  private long first;
  private long last;
  private long lastMillis;
  private long earliestPoint = Long.MAX_VALUE;

  /// @param parent what it continues; absent at the beginning
  Segment(Optional<Segment> parent) {
    this.parent = parent;
  }

  /// Appends a change-set of which only its name is known.
  void add(int ordinal, long firstIndex, Optional<Id128> life) {
    append(ordinal, firstIndex);
    last = Math.max(last, firstIndex);
    value = Optional.empty();
    tipLife = life;
    life.ifPresent(named -> notes.putIfAbsent(named, ""));
  }

  /// Appends a change-set.
  void add(int ordinal, ObjectReader object) {
    var header = object.header();
    append(ordinal, header.span().first());
    last = header.span().last();
    var life = header.identity().life();
    tipLife = Optional.of(life);
    replica = Optional.of(header.identity().replica());
    value = Optional.of(object.end().atLast());
    notes.putIfAbsent(life, "");
    if (header.kind() == ObjectKind.FENCE) {
      return;
    }
    lastMillis = object.end().last().timeMillis();
    if (object.end().last().flags().contains(CommitFlag.CLAIM)) {
      notes.merge(life, object.end().note(), (known, note) -> known.isEmpty() ? note : known);
    }
    earliestPoint =
        object.end().table().stream()
            .filter(CommitRecord::isRestorePoint)
            .mapToLong(CommitRecord::timeMillis)
            .reduce(earliestPoint, Math::min);
  }

  private void append(int ordinal, long firstIndex) {
    if (ordinals.isEmpty()) {
      first = firstIndex;
    }
    ordinals.add(ordinal);
  }

  /// Whether a change-set follows on what is its end now.
  boolean isContinuedBy(ObjectReader object) {
    return last + 1 == object.header().span().first()
        && value.equals(Optional.of(object.header().before()));
  }

  /// Whether nobody knows what follows on it, because its newest change-set cannot be read.
  boolean isUnknown() {
    return value.isEmpty();
  }

  /// Segments go on from here; it does not grow any more.
  void fork() {
    isForked = true;
  }

  /// Whether it can grow.
  boolean isOpen() {
    return !isForked;
  }

  /// The life of its newest object.
  Optional<Id128> tipLife() {
    return tipLife;
  }

  Optional<Segment> parent() {
    return parent;
  }

  long first() {
    return first;
  }

  long last() {
    return last;
  }

  long lastMillis() {
    return lastMillis;
  }

  long earliestPoint() {
    return earliestPoint;
  }

  Optional<Id128> replica() {
    return replica;
  }

  List<Integer> ordinals() {
    return ordinals;
  }

  /// The note of the claim of each life that wrote in it; empty where it holds none.
  Map<Id128, String> notes() {
    return notes;
  }
}
