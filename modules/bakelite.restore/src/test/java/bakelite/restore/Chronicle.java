package bakelite.restore;

import bakelite.format.CommitFlag;
import bakelite.format.CommitRecord;
import bakelite.format.Digest;
import bakelite.format.Id128;
import bakelite.format.Lineage;
import bakelite.format.LineageValue;
import bakelite.format.PageHasher;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The plain truth that a restore is measured by: the whole database after every commit, page
/// number to bytes, with records whose digests are added up from scratch.
final class Chronicle {
  /// One index.
  ///
  /// @param origin the origin that it belongs to
  /// @param joins whether it lies in one change-set with the index before
  /// @param written the images that it has there
  /// @param content the database after it
  /// @param before the lineage value before it
  /// @param at the lineage value at it
  record Moment(
      CommitRecord record,
      long origin,
      boolean joins,
      Map<Long, byte[]> written,
      SortedMap<Long, byte[]> content,
      LineageValue before,
      LineageValue at) {

    long index() {
      return record.index();
    }

    /// The file that a restore has to give.
    byte[] file() {
      int pageSize = record.pageSize();
      var bytes = ByteBuffer.allocate(Math.toIntExact(record.pages() * pageSize));
      content.forEach((page, image) -> bytes.put((int) ((page - 1) * pageSize), image));
      return bytes.array();
    }
  }

  private final Id128 replica;
  private final Id128 database;
  private final PageHasher hasher;
  private final Lineage lineage;
  private final List<Moment> moments = new ArrayList<>();
  private long origin = 1;

  Chronicle(Id128 replica, Id128 database) {
    this.replica = replica;
    this.database = database;
    hasher = PageHasher.of(replica);
    lineage = Lineage.of(replica, database);
  }

  Id128 replica() {
    return replica;
  }

  Id128 database() {
    return database;
  }

  PageHasher hasher() {
    return hasher;
  }

  LineageValue start() {
    return lineage.start();
  }

  /// Every index from 1 on.
  List<Moment> moments() {
    return List.copyOf(moments);
  }

  Moment moment(long index) {
    return moments.get((int) index - 1);
  }

  Moment last() {
    return moments.getLast();
  }

  /// The moments that can be restored.
  List<Moment> restorePoints() {
    return moments.stream().filter(moment -> moment.record().isRestorePoint()).toList();
  }

  /// Begins an origin: a database that has nothing to do with the one before, its pages in no
  /// change-set.
  Moment origin(
      long timeMillis, int pageSize, SortedMap<Long, byte[]> content, CommitFlag... more) {
    origin = moments.size() + 1L;
    var flags = EnumSet.of(CommitFlag.ORIGIN);
    flags.addAll(List.of(more));
    long pages = content.isEmpty() ? 0 : content.lastKey();
    return add(timeMillis, pages, pageSize, flags, false, Map.of(), content);
  }

  /// Adds an index to the origin of the one before.
  ///
  /// @param pages size of the database after it
  /// @param written none beyond `pages`
  Moment commit(
      long timeMillis, long pages, boolean joins, Map<Long, byte[]> written, CommitFlag... flags) {
    var content = new TreeMap<>(last().content().headMap(pages + 1));
    content.putAll(written);
    var set = EnumSet.noneOf(CommitFlag.class);
    set.addAll(List.of(flags));
    boolean isAlone =
        set.contains(CommitFlag.CLAIM) || last().record().flags().contains(CommitFlag.CLAIM);
    return add(
        timeMillis, pages, last().record().pageSize(), set, joins && !isAlone, written, content);
  }

  private Moment add(
      long timeMillis,
      long pages,
      int pageSize,
      Set<CommitFlag> flags,
      boolean joins,
      Map<Long, byte[]> written,
      SortedMap<Long, byte[]> content) {
    var digest = flags.contains(CommitFlag.DIGEST_UNKNOWN) ? Digest.EMPTY : digest(content);
    var record = new CommitRecord(moments.size() + 1L, timeMillis, pages, pageSize, flags, digest);
    var before = moments.isEmpty() ? lineage.start() : last().at();
    var moment =
        new Moment(
            record,
            origin,
            joins,
            Map.copyOf(written),
            content,
            before,
            lineage.next(before, record));
    moments.add(moment);
    return moment;
  }

  private Digest digest(SortedMap<Long, byte[]> content) {
    var sum = Digest.EMPTY;
    for (var page : content.entrySet()) {
      sum = sum.plus(hasher.fingerprint(page.getKey(), ByteBuffer.wrap(page.getValue())));
    }
    return sum;
  }
}
