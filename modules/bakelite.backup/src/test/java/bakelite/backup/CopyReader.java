package bakelite.backup;

import bakelite.format.CommitFlag;
import bakelite.format.CommitRecord;
import bakelite.format.Digest;
import bakelite.format.FormatException;
import bakelite.format.Formats;
import bakelite.format.Lineage;
import bakelite.format.LineageValue;
import bakelite.format.ObjectBytes;
import bakelite.format.ObjectKind;
import bakelite.format.ObjectReader;
import bakelite.format.PageHasher;
import bakelite.replica.Replica;
import bakelite.store.ObjectKey;
import bakelite.store.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Reads a small replica whole, the slow and obvious way, and checks on the way that the lineage
/// joins and that every known digest is that of the content.
final class CopyReader {
  private final Replica replica;
  private final Predicate<ObjectKey> counts;
  private final Map<Long, Map<Long, byte[]>> states = new TreeMap<>();
  private final List<CommitRecord> records = new ArrayList<>();

  CopyReader(Replica replica) {
    this(replica, _ -> true);
  }

  /// @param counts which objects are read; the others may as well not be there
  CopyReader(Replica replica, Predicate<ObjectKey> counts) {
    this.replica = replica;
    this.counts = counts;
  }

  /// The records of the replica, in order.
  List<CommitRecord> records() {
    return records;
  }

  /// The content at every restore point.
  Map<Long, Map<Long, byte[]>> states() {
    return states;
  }

  /// The bytes of the database at a restore point.
  byte[] database(long index) {
    var pages = states.get(index);
    int pageSize = pages.values().iterator().next().length;
    var bytes =
        ByteBuffer.allocate(Math.toIntExact(records.get((int) index - 1).pages()) * pageSize);
    pages.forEach((page, image) -> bytes.put((int) ((page - 1) * pageSize), image));
    return bytes.array();
  }

  CopyReader read() throws StoreException, FormatException, IOException {
    var identity = replica.identity().orElseThrow().header().identity();
    var lineage = Lineage.of(identity.replica(), identity.database());
    var hasher = PageHasher.of(identity.replica());
    var shards = load("app/b/");
    LineageValue value = lineage.start();
    Map<Long, byte[]> content = new TreeMap<>();
    for (var loaded : load("app/c/")) {
      var object = loaded.object();
      object.proveWhole(hasher);
      for (var record : object.end().table()) {
        value = lineage.next(value, record);
        apply(loaded, record, shards, content);
        records.add(record);
        if (record.isRestorePoint()) {
          states.put(record.index(), new TreeMap<>(content));
          check(record, content, hasher);
        }
      }
      if (!value.equals(object.end().atLast())) {
        throw new AssertionError("the lineage does not join at " + object.end().last());
      }
    }
    return this;
  }

  /// An object and all of its bytes.
  private record Loaded(ObjectReader object, ByteBuffer bytes) {}

  private List<Loaded> load(String prefix) throws StoreException, FormatException, IOException {
    var found = new ArrayList<Loaded>();
    for (var entry : replica.store().list(prefix, Optional.empty()).objects()) {
      if (!counts.test(entry.key())) {
        continue;
      }
      try (var fetched = replica.store().get(entry.key())) {
        var bytes = fetched.stream().readAllBytes();
        found.add(
            new Loaded(
                Formats.read(ObjectBytes.of(entry.key().text(), bytes)), ByteBuffer.wrap(bytes)));
      }
    }
    return found;
  }

  private static void apply(
      Loaded changeSet, CommitRecord record, List<Loaded> shards, Map<Long, byte[]> content)
      throws FormatException {
    if (record.flags().contains(CommitFlag.ORIGIN)) {
      content.clear();
    }
    lay(changeSet, record.index(), record.pageSize(), content);
    for (var shard : shards) {
      if (shard.object().header().span().last() == record.index()) {
        lay(shard, record.index(), record.pageSize(), content);
      }
    }
    content.keySet().removeIf(page -> page > record.pages());
  }

  private static void lay(Loaded loaded, long index, int pageSize, Map<Long, byte[]> content)
      throws FormatException {
    var object = loaded.object();
    boolean isTime = object.header().kind() == ObjectKind.TIME;
    var images = object.cursor();
    while (images.next()) {
      if (isTime && object.header().span().first() + images.commit() != index) {
        continue;
      }
      var block = object.block(images.block());
      var stored = loaded.bytes().slice((int) block.offset(), block.storedLength());
      var raw = object.unpack(images.block(), stored);
      var image = new byte[pageSize];
      raw.get((images.image() - block.firstImage()) * pageSize, image);
      content.put(images.page(), image);
    }
  }

  private static void check(CommitRecord record, Map<Long, byte[]> content, PageHasher hasher) {
    var digest = Digest.EMPTY;
    for (var page : content.entrySet()) {
      digest = digest.plus(hasher.fingerprint(page.getKey(), ByteBuffer.wrap(page.getValue())));
    }
    if (!digest.equals(record.digest())) {
      throw new AssertionError("digest of " + record + ", found " + digest);
    }
  }
}
