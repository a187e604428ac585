package bakelite.format.v1;

import bakelite.format.CommitFlag;
import bakelite.format.CommitRecord;
import bakelite.format.DamagedException;
import bakelite.format.Digest;
import bakelite.format.ObjectHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The records of the commits in an object, one after another:
///
///     record := index delta (varint) · time delta (varint, zigzag) · pages (varint)
///               · flags (varint) · digest (16 bytes, little-endian)
///
/// The first index delta counts from `first - 1`, the first time delta from the earliest time in
/// the header; the page size is the header's.
final class CommitTable {
  /// Four varints of one byte and the digest.
  private static final int LEAST_RECORD_BYTES = 4 + Digest.BYTES;

  private CommitTable() {}

  static void encode(ObjectHeader header, List<CommitRecord> table, GrowingBytes to) {
    long index = header.span().first() - 1;
    long time = header.times().earliestMillis();
    for (var commit : table) {
      ByteBuffer room = to.room(4 * Varint.GREATEST_BYTES + Digest.BYTES);
      Varint.write(room, commit.index() - index);
      Varint.write(room, Varint.zigzag(commit.timeMillis() - time));
      Varint.write(room, commit.pages());
      Varint.write(room, Integer.toUnsignedLong(CommitFlag.bits(commit.flags())));
      room.putLong(commit.digest().low()).putLong(commit.digest().high());
      index = commit.index();
      time = commit.timeMillis();
    }
  }

  /// Reads the table and proves every record of it against the header.
  static List<CommitRecord> decode(Section section, ObjectHeader header) throws DamagedException {
    int commits = header.commits();
    if ((long) commits * LEAST_RECORD_BYTES > section.length()) {
      throw section.damaged(0, commits + " records", section.length() + " bytes");
    }
    var table = new ArrayList<CommitRecord>(commits);
    long index = header.span().first() - 1;
    long time = header.times().earliestMillis();
    for (int i = 0; i < commits; i++) {
      int at = section.position();
      if (section.varint(-1, "an index delta") != 1) {
        throw section.damaged(at, "the record of index " + (index + 1), "another");
      }
      index++;
      time += Varint.unzigzag(section.varint(-1, "a time delta"));
      long pages = section.varint(Limits.PAGES, "a number of pages");
      long flags = section.varint(0xffff_ffffL, "flags");
      var digest = section.digest(section.skip(Digest.BYTES, "a digest"));
      var record =
          new CommitRecord(
              index, time, pages, header.pageSize(), Flags.set(section, at, (int) flags), digest);
      RecordRules.check(section, at, record, header);
      table.add(record);
    }
    if (section.remaining() > 0) {
      throw section.damaged(
          section.position(), "the end of the table", section.remaining() + " more bytes");
    }
    RecordRules.checkTimes(section, table, header);
    return table;
  }
}
