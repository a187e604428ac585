package bakelite.format.v1;

import static bakelite.format.v1.TrailerField.*;

import bakelite.format.CommitRecord;
import bakelite.format.DamagedException;
import bakelite.format.ObjectEnd;
import bakelite.format.ObjectHeader;
import bakelite.format.Preamble;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Turns the trailer into bytes and back. `TrailerField` has the layout, `Lengths` reads the first
/// five fields.
final class Trailer {
  /// Sum of keyed BLAKE3 fingerprints modulo 2^128.
  static final int DIGEST_ALGORITHM_SUM = 1;

  private Trailer() {}

  /// Everything but the two hashes.
  static ByteBuffer encode(Lengths lengths, ObjectEnd end) {
    var bytes = ByteBuffer.allocate(TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    lengths.encode(bytes);
    return bytes
        .put(LAST_RECORD.offset, end.last().bytes())
        .put(LINEAGE_BEFORE_LAST.offset, end.beforeLast().bytes())
        .put(LINEAGE_AT_LAST.offset, end.atLast().bytes())
        .putShort(DIGEST_ALGORITHM.offset, (short) DIGEST_ALGORITHM_SUM)
        .putLong(END_MAGIC.offset, Preamble.MAGIC);
  }

  /// Reads what the trailer proves, and proves that it agrees with header and table.
  static ObjectEnd decode(
      Section trailer, ObjectHeader header, List<CommitRecord> table, String note)
      throws DamagedException {
    var last = StoredRecord.decode(trailer, LAST_RECORD.offset);
    trailer.require(
        last.index() == header.span().last(),
        LAST_RECORD.offset,
        "the record of " + header.span().last(),
        last.index());
    trailer.require(
        last.pages() == header.pages() && last.pageSize() == header.pageSize(),
        LAST_RECORD.offset,
        header.pages() + " pages of " + header.pageSize() + " bytes",
        last.pages());
    RecordRules.check(trailer, LAST_RECORD.offset, last, header);
    if (!table.isEmpty() && !table.getLast().equals(last)) {
      throw trailer.damaged(
          LAST_RECORD.offset, "the last of the table, " + table.getLast(), last.toString());
    }
    var end =
        new ObjectEnd(
            table,
            last,
            trailer.lineage(LINEAGE_BEFORE_LAST.offset),
            trailer.lineage(LINEAGE_AT_LAST.offset),
            note);
    lineage(trailer, header, end);
    return end;
  }

  /// Where the first commit is also the last, or there is none, values of the lineage must be
  /// equal.
  private static void lineage(Section trailer, ObjectHeader header, ObjectEnd end)
      throws DamagedException {
    boolean one = header.span().first() == header.span().last();
    if (one && !end.beforeLast().equals(header.before())) {
      throw trailer.damaged(
          LINEAGE_BEFORE_LAST.offset, header.before().toString(), end.beforeLast().toString());
    }
    if (!RecordRules.hasCommits(header) && !end.atLast().equals(header.before())) {
      throw trailer.damaged(
          LINEAGE_AT_LAST.offset, header.before().toString(), end.atLast().toString());
    }
  }
}
