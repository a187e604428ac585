package bakelite.replica;

import bakelite.format.CommitRecord;
import bakelite.format.Compression;
import bakelite.format.Digest;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Objects of a database without pages: what their names and headers say is all there is to them.
final class BareObjects {
  private final Id128 replica;
  private final List<CommitRecord> records = new ArrayList<>();
  private final List<LineageValue> values = new ArrayList<>();

  /// @param commits how many commits there are to cut objects from
  BareObjects(Id128 replica, int commits) {
    this.replica = replica;
    var lineage = Lineage.of(replica, replica);
    values.add(lineage.start());
    for (long index = 1; index <= commits; index++) {
      var record = new CommitRecord(index, index, 0, 512, Set.of(), Digest.EMPTY);
      records.add(record);
      values.add(lineage.next(values.getLast(), record));
    }
  }

  /// The tag of the lineage value at an index.
  String tag(int index) {
    return values.get(index).tag();
  }

  byte[] identity() throws IOException {
    return without(ObjectKind.IDENTITY, 0, 0);
  }

  byte[] fence(int index) throws IOException {
    return without(ObjectKind.FENCE, index == 0 ? 0 : 1, index);
  }

  private byte[] without(ObjectKind kind, long origin, int index) throws IOException {
    var record = new CommitRecord(index, 0, 0, 0, Set.of(), Digest.EMPTY);
    var header =
        header(kind, 0, new Span(origin, index, index), PageRange.ALL, 0, new Times(0, 0), 0);
    var start = values.getFirst();
    return written(header, new ObjectEnd(List.of(), record, start, start, ""));
  }

  byte[] time(int level, int first, int last) throws IOException {
    var table = records.subList(first - 1, last);
    var span = new Span(1, first, last);
    var times = new Times(first, last);
    var header =
        header(ObjectKind.TIME, level, span, PageRange.ALL, table.size(), times, first - 1);
    return written(header, end(table, last));
  }

  byte[] shard(int origin, int asOf, PageRange range) throws IOException {
    var span = new Span(origin, origin, asOf);
    var times = new Times(asOf, asOf);
    var header = header(ObjectKind.SHARD, 0, span, range, 0, times, origin - 1);
    return written(header, end(List.of(), asOf));
  }

  private ObjectEnd end(List<CommitRecord> table, int last) {
    return new ObjectEnd(table, records.get(last - 1), values.get(last - 1), values.get(last), "");
  }

  private ObjectHeader header(
      ObjectKind kind,
      int level,
      Span span,
      PageRange range,
      int commits,
      Times times,
      int before) {
    boolean hasPages = kind == ObjectKind.TIME || kind == ObjectKind.SHARD;
    return new ObjectHeader(
        kind,
        level,
        new Identity(replica, replica, new Id128(3, 4)),
        hasPages ? 512 : 0,
        span,
        range,
        0,
        commits,
        times,
        values.get(before),
        new WriterVersion(0, 1, 0));
  }

  private static byte[] written(ObjectHeader header, ObjectEnd end) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var object = Formats.current().write(header, Compression.NONE, bytes)) {
      object.finish(end);
    }
    return bytes.toByteArray();
  }
}
