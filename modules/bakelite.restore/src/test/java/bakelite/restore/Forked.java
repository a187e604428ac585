package bakelite.restore;

import bakelite.format.Compression;
import bakelite.format.Id128;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaKey;
import bakelite.replica.ReplicaKeys;
import bakelite.store.Content;
import bakelite.store.testkit.MemoryStore;
import java.util.ArrayList;
import java.util.List;

/// A replica that two writers forked, in a store that does not keep them apart: what both began
/// with, and how each went on.
///
/// @param common how many records both have
/// @param one the truth of the first
/// @param other the truth of the second
record Forked(long common, Specimen one, Specimen other) {
  static final Id128 BEFORE = new Id128(0x7100000000000000L, 1);
  static final Id128 ONE = new Id128(0xa100000000000000L, 2);
  static final Id128 OTHER = new Id128(0xa200000000000000L, 3);

  private static final Id128 REPLICA = new Id128(11, 12);

  static Forked of(List<Step> common, List<Step> one, List<Step> other) {
    return new Forked(
        played(common).chronicle().moments().size(), played(common, one), played(common, other));
  }

  @SafeVarargs
  private static Specimen played(List<Step>... parts) {
    var steps = new ArrayList<Step>();
    for (var part : parts) {
      steps.addAll(part);
    }
    return Play.of(steps, REPLICA, Compression.ZSTD, "");
  }

  /// Whether the first record after what is common is another one.
  boolean parts() {
    long next = common + 1;
    return !one.chronicle().moment(next).at().equals(other.chronicle().moment(next).at());
  }

  /// The store of all three lives.
  MemoryStore store() throws Exception {
    var store = Specimen.memory();
    var keys = new ReplicaKeys("");
    for (var specimen : List.of(one, other)) {
      for (var object : specimen.objects().entrySet()) {
        if (!(keys.parse(object.getKey()).orElseThrow() instanceof ReplicaKey.ChangeSet)) {
          store.put(object.getKey(), Content.of(object.getValue()));
        }
      }
    }
    put(store, one, BEFORE, 1, common);
    put(store, one, ONE, common + 1, one.chronicle().moments().size());
    put(store, other, OTHER, common + 1, other.chronicle().moments().size());
    return store;
  }

  Replica replica() throws Exception {
    return new Replica(store(), "");
  }

  /// Puts the change-sets of some records under the name of a life.
  static void put(MemoryStore store, Specimen specimen, Id128 life, long from, long to)
      throws Exception {
    var chronicle = specimen.chronicle();
    var note = "{\"host\":\"h" + life.low() + "\",\"process\":" + life.low() + "}";
    var maker = new ObjectMaker(chronicle, Compression.ZSTD, life, note);
    for (long first = from; first <= to; ) {
      long last = first;
      while (last < to && chronicle.moment(last + 1).joins()) {
        last++;
      }
      var key = new ReplicaKeys("").key(new ReplicaKey.ChangeSet(first, life));
      store.put(key, Content.of(maker.changeSet(first, last)));
      first = last + 1;
    }
  }
}
