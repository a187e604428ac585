package bakelite.replica.plan;

import bakelite.format.CommitFlag;
import bakelite.format.DamagedException;
import bakelite.format.FormatException;
import bakelite.format.Id128;
import bakelite.format.ObjectReader;
import bakelite.replica.Inventory;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaKey;
import bakelite.store.StoreException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Which change-sets continue which, where several begin with the same index. Only the lineage in
/// their headers decides: L before the first record of one is L at the last record of the other.
/// Names say who wrote an object, and times say nothing.
///
/// What continues one object begins with the index after it, so it lies side by side in the
/// listing. Without two objects that begin alike there is no fork, and nothing has to be read.
final class Branches {
  private final Replica replica;
  private final List<Inventory.Entry> changeSets;
  private final List<Segment> segments = new ArrayList<>();

  private Branches(Replica replica, Inventory inventory) {
    this.replica = replica;
    this.changeSets = inventory.changeSets();
  }

  /// Reads them.
  static Branches of(Replica replica, Inventory inventory)
      throws StoreException, FormatException, IOException {
    var branches = new Branches(replica, inventory);
    branches.read();
    return branches;
  }

  /// Place of the first change-set that begins like the one behind it; the number of all where
  /// there is none.
  static int firstDouble(List<Inventory.Entry> changeSets) {
    for (int at = 1; at < changeSets.size(); at++) {
      if (first(changeSets.get(at)) == first(changeSets.get(at - 1))) {
        return at - 1;
      }
    }
    return changeSets.size();
  }

  private static long first(Inventory.Entry entry) {
    return entry.name() instanceof ReplicaKey.ChangeSet(long first, var _) ? first : 0;
  }

  private static Optional<Id128> life(Inventory.Entry entry) {
    return entry.name() instanceof ReplicaKey.ChangeSet(long _, var life) ? life : Optional.empty();
  }

  private void read() throws StoreException, FormatException, IOException {
    int at = firstDouble(changeSets);
    if (at > 1) {
      var trunk = new Segment(Optional.empty());
      segments.add(trunk);
      for (int ordinal = 0; ordinal < at - 1; ordinal++) {
        trunk.add(ordinal, first(changeSets.get(ordinal)), life(changeSets.get(ordinal)));
      }
    }
    if (at > 0) {
      add(at - 1, at);
    }
    while (at < changeSets.size()) {
      int end = at + 1;
      while (end < changeSets.size() && first(changeSets.get(end)) == first(changeSets.get(at))) {
        end++;
      }
      add(at, end);
      at = end;
    }
  }

  /// One of the change-sets that begin with one index.
  ///
  /// @param object absent where it cannot be read
  private record Candidate(int ordinal, Inventory.Entry entry, Optional<ObjectReader> object) {
    void addTo(Segment segment) {
      object.ifPresentOrElse(
          readable -> segment.add(ordinal, readable),
          () -> segment.add(ordinal, first(entry), life(entry)));
    }

    /// Whether both stand for the same records: a change-set that was put under two names.
    boolean isAs(Candidate other) {
      return object.isPresent()
          && other.object().isPresent()
          && object.get().end().atLast().equals(other.object().get().end().atLast());
    }
  }

  /// Takes the change-sets that begin with one index.
  private void add(int from, int to) throws StoreException, FormatException, IOException {
    var following = new LinkedHashMap<Optional<Segment>, List<Candidate>>();
    for (int ordinal = from; ordinal < to; ordinal++) {
      var candidate = candidate(ordinal);
      var those = following.computeIfAbsent(precedingOf(candidate), _ -> new ArrayList<>());
      if (those.stream().noneMatch(candidate::isAs)) {
        those.add(candidate);
      }
    }
    following.forEach(this::grow);
  }

  private Candidate candidate(int ordinal) throws StoreException, FormatException, IOException {
    var entry = changeSets.get(ordinal);
    try {
      return new Candidate(ordinal, entry, Optional.of(replica.openOfAny(entry)));
    } catch (DamagedException _) {
      return new Candidate(ordinal, entry, Optional.empty());
    }
  }

  private void grow(Optional<Segment> before, List<Candidate> by) {
    if (before.isPresent() && by.size() == 1) {
      by.getFirst().addTo(before.get());
      return;
    }
    before.ifPresent(Segment::fork);
    for (var candidate : by) {
      var segment = new Segment(before);
      candidate.addTo(segment);
      segments.add(segment);
    }
  }

  /// What a change-set follows; empty where it begins a history. Where what it follows is lost or
  /// damaged, it is taken to follow its own life, or the only history that there is.
  private Optional<Segment> precedingOf(Candidate candidate) {
    var open = segments.stream().filter(Segment::isOpen).toList();
    var exact =
        candidate
            .object()
            .flatMap(
                object -> open.stream().filter(each -> each.isContinuedBy(object)).findFirst());
    boolean isBeginning = first(candidate.entry()) == 1;
    if (exact.isPresent() || isBeginning) {
      return exact;
    }
    var life =
        candidate
            .object()
            .map(object -> object.header().identity().life())
            .or(() -> life(candidate.entry()));
    var own =
        open.stream()
            .filter(each -> life.isPresent() && each.tipLife().equals(life))
            .max(Comparator.comparingLong(Segment::last));
    if (own.isPresent()) {
      return own;
    }
    var unknown = open.stream().filter(Segment::isUnknown).toList();
    var likely = unknown.size() == 1 ? unknown : open;
    return likely.size() == 1 ? Optional.of(likely.getFirst()) : Optional.empty();
  }

  /// Whether there is more than one.
  boolean isForked() {
    return segments.size() > 1;
  }

  /// What all of them have in common, as places in the listing.
  List<Integer> trunk() {
    return trunkSegment().map(Segment::ordinals).orElse(List.of());
  }

  private Optional<Segment> trunkSegment() {
    var roots = segments.stream().filter(each -> each.parent().isEmpty()).toList();
    return roots.size() == 1 ? Optional.of(roots.getFirst()) : Optional.empty();
  }

  /// The first place at which they part.
  Fork fork() throws StoreException, FormatException, IOException {
    var trunk = trunkSegment();
    var behind = segments.stream().filter(each -> !trunk.equals(Optional.of(each))).toList();
    return new Fork(
        trunk.map(Segment::last).orElse(0L),
        changeSets.get(behind.getFirst().ordinals().getFirst()).key().text(),
        behind.stream().mapToLong(Segment::earliestPoint).min().orElse(Long.MAX_VALUE),
        all());
  }

  /// All of them.
  List<Branch> all() throws StoreException, FormatException, IOException {
    var trunk = trunkSegment();
    var found = new ArrayList<Branch>();
    for (var leaf : segments) {
      if (leaf.isOpen()) {
        found.add(branch(leaf, trunk));
      }
    }
    return found;
  }

  private Branch branch(Segment leaf, Optional<Segment> trunk)
      throws StoreException, FormatException, IOException {
    var ordinals = new ArrayList<Integer>();
    var lives = new LinkedHashSet<Id128>();
    long first = leaf.first();
    for (var at = Optional.of(leaf); at.isPresent(); at = at.get().parent()) {
      ordinals.addAll(0, at.get().ordinals());
      if (!at.equals(trunk) || segments.size() == 1) {
        lives.addAll(at.get().notes().keySet());
      }
    }
    var named = leaf.notes().entrySet().iterator();
    var life = new Id128(0, 0);
    var note = "";
    if (named.hasNext()) {
      var begun = named.next();
      life = begun.getKey();
      note = begun.getValue().isEmpty() ? claimOf(life) : begun.getValue();
    }
    return new Branch(
        life,
        lives,
        note,
        leaf.replica().orElse(new Id128(0, 0)),
        first,
        leaf.last(),
        Instant.ofEpochMilli(leaf.lastMillis()),
        ordinals);
  }

  /// The note of the claim of a life that began before the fork.
  private String claimOf(Id128 life) throws StoreException, FormatException, IOException {
    for (var entry : changeSets) {
      if (life(entry).equals(Optional.of(life))) {
        try {
          var end = replica.openOfAny(entry).end();
          return end.last().flags().contains(CommitFlag.CLAIM) ? end.note() : "";
        } catch (DamagedException _) {
          return "";
        }
      }
    }
    return "";
  }
}
