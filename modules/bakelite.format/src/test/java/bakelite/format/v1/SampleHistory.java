package bakelite.format.v1;

import bakelite.format.CommitFlag;
import bakelite.format.CommitRecord;
import bakelite.format.Digest;
import bakelite.format.Fingerprint;
import bakelite.format.Id128;
import bakelite.format.Lineage;
import bakelite.format.LineageValue;
import bakelite.format.ObjectEnd;
import bakelite.format.ObjectHeader;
import bakelite.format.ObjectHeader.Identity;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.format.ObjectHeader.Span;
import bakelite.format.ObjectHeader.Times;
import bakelite.format.ObjectHeader.WriterVersion;
import bakelite.format.ObjectKind;
import bakelite.format.PageHasher;
import bakelite.format.v1.Specimen.Image;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// A made-up replica: commits one after another, with true fingerprints, digests and lineage, and
/// every kind of object that can be cut from them. Commit 1 is its origin.
final class SampleHistory {
  static final Id128 REPLICA = new Id128(0x0001020304050607L, 0x08090a0b0c0d0e0fL);
  static final Id128 DATABASE = new Id128(0x1011121314151617L, 0x18191a1b1c1d1e1fL);
  static final Id128 LIFE = new Id128(0x2021222324252627L, 0x28292a2b2c2d2e2fL);
  static final WriterVersion WRITER = new WriterVersion(0, 1, 0);
  private static final long ORIGIN = 1;

  private final int pageSize;
  private final Lineage lineage = Lineage.of(REPLICA, DATABASE);
  private final PageHasher hasher = PageHasher.of(REPLICA);
  private final List<LineageValue> values = new ArrayList<>(List.of(lineage.start()));
  private final List<CommitRecord> records = new ArrayList<>();
  private final List<Map<Long, byte[]>> changes = new ArrayList<>();
  private final TreeMap<Long, Fingerprint> fingerprints = new TreeMap<>();
  private Digest digest = Digest.EMPTY;

  SampleHistory(int pageSize) {
    this.pageSize = pageSize;
  }

  /// Adds a commit.
  ///
  /// @param pages size of the database after it
  /// @param images the pages that it writes, none beyond `pages`
  SampleHistory commit(long timeMillis, long pages, Map<Long, byte[]> images, CommitFlag... flags) {
    fingerprints
        .tailMap(pages, false)
        .values()
        .removeIf(old -> {
          digest = digest.minus(old);
          return true;
        });
    images.forEach((page, image) -> {
      var now = hasher.fingerprint(page, ByteBuffer.wrap(image));
      var old = fingerprints.put(page, now);
      digest = (old == null ? digest : digest.minus(old)).plus(now);
    });
    var set = EnumSet.noneOf(CommitFlag.class);
    set.addAll(List.of(flags));
    var known = set.contains(CommitFlag.DIGEST_UNKNOWN) ? Digest.EMPTY : digest;
    var record = new CommitRecord(records.size() + 1L, timeMillis, pages, pageSize, set, known);
    records.add(record);
    values.add(lineage.next(values.getLast(), record));
    changes.add(Map.copyOf(images));
    return this;
  }

  PageHasher hasher() {
    return hasher;
  }

  Specimen changeSet(int first, int last) {
    var images = new ArrayList<Image>();
    for (int index = first; index <= last; index++) {
      int commit = index - first;
      changes.get(index - 1).forEach((page, bytes) -> images.add(image(page, commit, bytes)));
    }
    images.sort(
        Comparator.comparingLong(Image::page)
            .thenComparing(Comparator.comparingInt(Image::commit).reversed()));
    return time(0, first, last, records.subList(first - 1, last), images);
  }

  Specimen compacted(int level, int first, int last, boolean withTable) {
    var newest = new TreeMap<Long, byte[]>();
    for (int index = first; index <= last; index++) {
      newest.putAll(changes.get(index - 1));
    }
    newest.tailMap(records.get(last - 1).pages(), false).clear();
    List<CommitRecord> table = withTable ? records.subList(first - 1, last) : List.of();
    return time(level, first, last, table, images(newest));
  }

  Specimen shard(int asOf, PageRange range) {
    var pages = new TreeMap<Long, byte[]>();
    for (int index = 1; index <= asOf; index++) {
      pages.putAll(changes.get(index - 1));
      pages.tailMap(records.get(index - 1).pages(), false).clear();
    }
    pages.keySet().removeIf(page -> !range.contains(page));
    var record = records.get(asOf - 1);
    var header =
        header(
            ObjectKind.SHARD,
            0,
            new Span(ORIGIN, ORIGIN, asOf),
            range,
            record,
            0,
            new Times(record.timeMillis(), record.timeMillis()));
    return new Specimen(header, images(pages), end(List.of(), record, ""));
  }

  static Specimen identity(long timeMillis) {
    return without(ObjectKind.IDENTITY, new Span(0, 0, 0), timeMillis, "{\"made by\":\"a test\"}");
  }

  static Specimen fence(long index, long timeMillis) {
    return without(ObjectKind.FENCE, new Span(ORIGIN, index, index), timeMillis, "");
  }

  /// An object without commits and without pages.
  private static Specimen without(ObjectKind kind, Span span, long timeMillis, String note) {
    var start = Lineage.of(REPLICA, DATABASE).start();
    var record = new CommitRecord(span.last(), timeMillis, 0, 0, Set.of(), Digest.EMPTY);
    var header =
        new ObjectHeader(
            kind,
            0,
            new Identity(REPLICA, DATABASE, LIFE),
            0,
            span,
            PageRange.ALL,
            0,
            0,
            new Times(timeMillis, timeMillis),
            start,
            WRITER);
    return new Specimen(header, List.of(), new ObjectEnd(List.of(), record, start, start, note));
  }

  private Specimen time(
      int level, int first, int last, List<CommitRecord> table, List<Image> images) {
    var record = records.get(last - 1);
    var times =
        records.subList(first - 1, last).stream().mapToLong(CommitRecord::timeMillis).boxed();
    var sorted = times.sorted().toList();
    var header =
        header(
            ObjectKind.TIME,
            level,
            new Span(ORIGIN, first, last),
            PageRange.ALL,
            record,
            table.size(),
            new Times(sorted.getFirst(), sorted.getLast()));
    return new Specimen(header, images, end(table, record, ""));
  }

  private ObjectHeader header(
      ObjectKind kind,
      int level,
      Span span,
      PageRange range,
      CommitRecord last,
      int commits,
      Times times) {
    return new ObjectHeader(
        kind,
        level,
        new Identity(REPLICA, DATABASE, LIFE),
        pageSize,
        span,
        range,
        last.pages(),
        commits,
        times,
        values.get((int) span.first() - 1),
        WRITER);
  }

  private ObjectEnd end(List<CommitRecord> table, CommitRecord last, String note) {
    int index = (int) last.index();
    return new ObjectEnd(table, last, values.get(index - 1), values.get(index), note);
  }

  private List<Image> images(SortedMap<Long, byte[]> pages) {
    var images = new ArrayList<Image>();
    pages.forEach((page, bytes) -> images.add(image(page, 0, bytes)));
    return images;
  }

  private Image image(long page, int commit, byte[] bytes) {
    return new Image(page, commit, hasher.fingerprint(page, ByteBuffer.wrap(bytes)), bytes);
  }
}
