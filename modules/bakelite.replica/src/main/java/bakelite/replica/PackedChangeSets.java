package bakelite.replica;

import bakelite.format.Id128;
import bakelite.replica.Inventory.Entry;
import bakelite.replica.ReplicaKey.ChangeSet;
import bakelite.store.ObjectVersion;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;

/// Change-sets of a listing in 32 bytes each: there can be a million of them, of few lives.
final class PackedChangeSets extends AbstractList<Entry> implements RandomAccess {
  private final ReplicaKeys keys;
  private long[] first = new long[64];
  private long[] bytes = new long[64];
  private long[] seconds = new long[64];
  private int[] nanos = new int[64];
  private int[] lives = new int[64];
  private int size;
  private final List<Optional<Id128>> knownLives = new ArrayList<>();
  private final Map<Optional<Id128>, Integer> placeOfLife = new HashMap<>();

  PackedChangeSets(ReplicaKeys keys) {
    this.keys = keys;
  }

  void append(ChangeSet name, ObjectVersion version) {
    if (size == first.length) {
      int length = Math.multiplyExact(size, 2);
      first = Arrays.copyOf(first, length);
      bytes = Arrays.copyOf(bytes, length);
      seconds = Arrays.copyOf(seconds, length);
      nanos = Arrays.copyOf(nanos, length);
      lives = Arrays.copyOf(lives, length);
    }
    first[size] = name.first();
    bytes[size] = version.size();
    var modified = version.modified();
    seconds[size] = modified.getEpochSecond();
    nanos[size] = modified.getNano();
    lives[size] = placeOfLife.computeIfAbsent(name.life(), this::another);
    size++;
  }

  private int another(Optional<Id128> life) {
    knownLives.add(life);
    return knownLives.size() - 1;
  }

  /// Whether any of them is named by its life.
  boolean haveLives() {
    return knownLives.stream().anyMatch(Optional::isPresent);
  }

  @Override
  public Entry get(int at) {
    if (at >= size) {
      throw new IndexOutOfBoundsException(at);
    }
    var name = new ChangeSet(first[at], knownLives.get(lives[at]));
    var modified = Instant.ofEpochSecond(seconds[at], nanos[at]);
    return new Entry(name, keys.key(name), new ObjectVersion(bytes[at], modified));
  }

  @Override
  public int size() {
    return size;
  }
}
