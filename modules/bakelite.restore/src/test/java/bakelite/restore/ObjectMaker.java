package bakelite.restore;

import bakelite.format.CommitRecord;
import bakelite.format.Compression;
import bakelite.format.Digest;
import bakelite.format.Formats;
import bakelite.format.Id128;
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
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Cuts the objects of a replica out of a chronicle, with the format's own writer.
final class ObjectMaker {
  static final WriterVersion WRITER = new WriterVersion(0, 1, 0);
  private static final Id128 LIFE = new Id128(0x2021222324252627L, 0x28292a2b2c2d2e2fL);

  private final Chronicle chronicle;
  private final Compression compression;
  private final Id128 life;
  private final String note;
  private long lie;

  ObjectMaker(Chronicle chronicle, Compression compression) {
    this(chronicle, compression, LIFE, "");
  }

  /// @param life of the writer
  /// @param note of its change-sets
  ObjectMaker(Chronicle chronicle, Compression compression, Id128 life, String note) {
    this.chronicle = chronicle;
    this.compression = compression;
    this.life = life;
    this.note = note;
  }

  private record Image(long page, int commit, ByteBuffer bytes) {}

  byte[] identity() {
    return withoutCommits(ObjectKind.IDENTITY, new Span(0, 0, 0));
  }

  /// A fence over an index that is not in the chronicle.
  byte[] fence(long index) {
    return withoutCommits(ObjectKind.FENCE, new Span(1, index, index));
  }

  private byte[] withoutCommits(ObjectKind kind, Span span) {
    var start = chronicle.start();
    var record = new CommitRecord(span.last(), 0, 0, 0, Set.of(), Digest.EMPTY);
    var header =
        new ObjectHeader(
            kind, 0, identities(), 0, span, PageRange.ALL, 0, 0, new Times(0, 0), start, WRITER);
    return written(header, List.of(), new ObjectEnd(List.of(), record, start, start, ""));
  }

  /// The change-set of these indexes.
  byte[] changeSet(long first, long last) {
    return changeSetWithout(0, first, last);
  }

  /// The change-set of these indexes, by a writer that loses the images of one page.
  byte[] changeSetWithout(long lost, long first, long last) {
    var moments = chronicle.moments().subList((int) first - 1, (int) last);
    var records = moments.stream().map(Chronicle.Moment::record).toList();
    var times = records.stream().mapToLong(CommitRecord::timeMillis).summaryStatistics();
    var images = new ArrayList<Image>();
    for (var moment : moments) {
      int commit = (int) (moment.index() - first);
      moment
          .written()
          .forEach((page, bytes) -> images.add(new Image(page, commit, ByteBuffer.wrap(bytes))));
    }
    images.removeIf(image -> image.page() == lost);
    images.sort(
        Comparator.comparingLong(Image::page)
            .thenComparing(Comparator.comparingInt(Image::commit).reversed()));
    var end = moments.getLast();
    var header =
        new ObjectHeader(
            ObjectKind.TIME,
            0,
            identities(),
            end.record().pageSize(),
            new Span(end.origin(), first, last),
            PageRange.ALL,
            end.record().pages(),
            records.size(),
            new Times(times.getMin(), times.getMax()),
            moments.getFirst().before(),
            WRITER);
    return written(
        header, images, new ObjectEnd(records, end.record(), end.before(), end.at(), note));
  }

  /// The change-set of these indexes, by a writer that hashes one page and stores another.
  byte[] changeSetThatLies(long page, long first, long last) {
    lie = page;
    try {
      return changeSet(first, last);
    } finally {
      lie = 0;
    }
  }

  /// The shard of a range as of an index.
  byte[] shard(long asOf, PageRange range) {
    var moment = chronicle.moment(asOf);
    var images = new ArrayList<Image>();
    moment
        .content()
        .subMap(range.from(), range.to() + 1)
        .forEach((page, bytes) -> images.add(new Image(page, 0, ByteBuffer.wrap(bytes))));
    long time = moment.record().timeMillis();
    var header =
        new ObjectHeader(
            ObjectKind.SHARD,
            0,
            identities(),
            moment.record().pageSize(),
            new Span(moment.origin(), moment.origin(), asOf),
            range,
            moment.record().pages(),
            0,
            new Times(time, time),
            chronicle.moment(moment.origin()).before(),
            WRITER);
    return written(
        header,
        images,
        new ObjectEnd(List.of(), moment.record(), moment.before(), moment.at(), ""));
  }

  private Identity identities() {
    return new Identity(chronicle.replica(), chronicle.database(), life);
  }

  private byte[] written(ObjectHeader header, List<Image> images, ObjectEnd end) {
    var sink = new ByteArrayOutputStream();
    try (var object = Formats.current().write(header, compression, sink)) {
      for (var image : images) {
        var bytes = image.bytes();
        var fingerprint = chronicle.hasher().fingerprint(image.page(), bytes.duplicate());
        var stored = image.page() == lie ? ByteBuffer.allocate(bytes.remaining()) : bytes;
        object.image(image.page(), image.commit(), fingerprint, stored.duplicate());
      }
      object.finish(end);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return sink.toByteArray();
  }
}
