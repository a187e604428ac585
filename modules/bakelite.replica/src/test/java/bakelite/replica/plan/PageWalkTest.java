package bakelite.replica.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bakelite.format.CommitFlag;
import bakelite.format.CommitRecord;
import bakelite.format.Compression;
import bakelite.format.Digest;
import bakelite.format.Fingerprint;
import bakelite.format.Formats;
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
import bakelite.format.ObjectReader;
import bakelite.replica.Inventory;
import bakelite.replica.Replica;
import bakelite.replica.ReplicaKey;
import bakelite.store.Content;
import bakelite.store.testkit.MemoryStore;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Five pages in two shards as of the origin, and two commits after it.
class PageWalkTest {
  private static final Id128 ID = new Id128(1, 2);
  private static final int PAGE_SIZE = 512;
  private static final int PAGES = 5;

  private final Replica replica =
      new Replica(new MemoryStore(InstantSource.fixed(Instant.EPOCH)), "");
  private final Lineage lineage = Lineage.of(ID, ID);
  private final List<CommitRecord> records = new ArrayList<>();
  private final List<LineageValue> values = new ArrayList<>(List.of(lineage.start()));

  @BeforeEach
  void fill() throws Exception {
    record(CommitFlag.ORIGIN, CommitFlag.DIGEST_UNKNOWN);
    record();
    record();
    put(
        new ReplicaKey.Identity(),
        header(ObjectKind.IDENTITY, new Span(0, 0, 0), PageRange.ALL, 0),
        new ObjectEnd(
            List.of(),
            new CommitRecord(0, 0, 0, 0, Set.of(), Digest.EMPTY),
            values.getFirst(),
            values.getFirst(),
            ""));
    changeSet(1);
    changeSet(2, 2, 4);
    changeSet(3, 4, 5);
    shard(new PageRange(1, 2), 1, 2);
    shard(new PageRange(3, PageRange.END), 3, 4, 5);
  }

  @Test
  void everyPageIsMetOnceInItsNewestImageHoweverManyFitIntoARound() throws Exception {
    var history = History.of(replica);
    var newest = Map.of(1L, 1L, 2L, 2L, 3L, 1L, 4L, 3L, 5L, 3L);
    var before = Map.of(1L, 1L, 2L, 2L, 3L, 1L, 4L, 2L, 5L, 1L);
    for (int window = 1; window <= PAGES + 1; window++) {
      assertEquals(newest, met(history, 3, window), "rounds of " + window);
      assertEquals(before, met(history, 2, window), "rounds of " + window);
    }
  }

  @Test
  void aHistoryFromAnOriginOnIsThatOfTheWhole() throws Exception {
    var since = History.since(replica, 1, History.Look.NONE);
    assertEquals(History.of(replica).stretches(), since.stretches());
    var later = History.since(replica, 2, History.Look.NONE);
    assertEquals(List.of(), later.faults());
    assertEquals(2, later.stretches().size());
    assertEquals(3, later.commit(3).orElseThrow().record().index());
  }

  /// The commit of the image of each page that a walk meets.
  private Map<Long, Long> met(History history, long index, int window) throws Exception {
    var found = new TreeMap<Long, Long>();
    var sink =
        new PageWalk.Sink() {
          @Override
          public void image(Inventory.Entry entry, ObjectReader object, ObjectReader.Image at) {
            var other = found.put(at.page(), at.fingerprint().low());
            assertEquals(null, other, "page " + at.page() + " twice");
          }

          @Override
          public void end(Inventory.Entry entry, ObjectReader object) {}
        };
    var plan = RestorePlan.of(history.commit(index).orElseThrow(), history);
    assertEquals(PAGES, new PageWalk(replica, plan, window).run(sink));
    return found;
  }

  private void record(CommitFlag... flags) {
    long index = records.size() + 1L;
    var record = new CommitRecord(index, index, PAGES, PAGE_SIZE, Set.of(flags), Digest.EMPTY);
    records.add(record);
    values.add(lineage.next(values.getLast(), record));
  }

  private void changeSet(int index, long... pages) throws Exception {
    var span = new Span(1, index, index);
    var record = records.get(index - 1);
    put(
        new ReplicaKey.ChangeSet(index),
        header(ObjectKind.TIME, span, PageRange.ALL, 1),
        new ObjectEnd(List.of(record), record, values.get(index - 1), values.get(index), ""),
        pages);
  }

  private void shard(PageRange range, long... pages) throws Exception {
    put(
        new ReplicaKey.Shard(1, 1, range, values.get(1).tag()),
        header(ObjectKind.SHARD, new Span(1, 1, 1), range, 0),
        new ObjectEnd(List.of(), records.getFirst(), values.get(0), values.get(1), ""),
        pages);
  }

  private ObjectHeader header(ObjectKind kind, Span span, PageRange range, int commits) {
    boolean hasPages = kind != ObjectKind.IDENTITY;
    return new ObjectHeader(
        kind,
        0,
        new Identity(ID, ID, new Id128(3, 4)),
        hasPages ? PAGE_SIZE : 0,
        span,
        range,
        hasPages ? PAGES : 0,
        commits,
        new Times(span.last(), span.last()),
        values.get((int) Math.max(0, span.first() - 1)),
        new WriterVersion(0, 1, 0));
  }

  private void put(ReplicaKey name, ObjectHeader header, ObjectEnd end, long... pages)
      throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var object = Formats.current().write(header, Compression.NONE, bytes)) {
      for (long page : pages) {
        var fingerprint = new Fingerprint(page, end.last().index());
        object.image(page, 0, fingerprint, ByteBuffer.allocate(PAGE_SIZE));
      }
      object.finish(end);
    }
    replica.store().putIfAbsent(replica.keys().key(name), Content.of(bytes.toByteArray()));
  }
}
