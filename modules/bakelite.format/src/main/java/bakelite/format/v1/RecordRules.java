package bakelite.format.v1;

import static bakelite.format.CommitFlag.CLAIM;
import static bakelite.format.CommitFlag.DIGEST_UNKNOWN;
import static bakelite.format.CommitFlag.ORIGIN;
import static bakelite.format.CommitFlag.RELEASED;

import bakelite.format.CommitRecord;
import bakelite.format.DamagedException;
import bakelite.format.Digest;
import bakelite.format.ObjectHeader;
import bakelite.format.ObjectKind;
import java.util.List;

/// What holds for each commit record of an object, given its header.
final class RecordRules {
  private RecordRules() {}

  /// @param at offset in the section of the record
  static void check(Section section, int at, CommitRecord record, ObjectHeader header)
      throws DamagedException {
    long time = record.timeMillis();
    if (time < header.times().earliestMillis() || time > header.times().latestMillis()) {
      throw section.damaged(
          at,
          "a time from " + header.times().earliestMillis() + " to " + header.times().latestMillis(),
          Long.toString(time));
    }
    section.require(
        record.pages() <= Limits.PAGES, at, "at most 4,294,967,294 pages", record.pages());
    var flags = record.flags();
    if (!hasCommits(header) && !(flags.isEmpty() && record.digest().equals(Digest.EMPTY))) {
      throw section.damaged(at, "a record of no commit", record.toString());
    }
    if (flags.contains(DIGEST_UNKNOWN) && !record.digest().equals(Digest.EMPTY)) {
      throw section.damaged(at, "no digest, as the flags say", record.digest().toString());
    }
    section.require(
        !flags.contains(ORIGIN) || record.index() == header.span().origin(),
        at,
        "the index that the header names as origin",
        record.index());
    section.require(
        !flags.contains(RELEASED) || flags.contains(CLAIM), at, "a claim that is released", 0);
    section.require(
        !flags.contains(CLAIM) || !isChangeSet(header) || header.commits() == 1,
        at,
        "a claim that is alone in its object",
        header.commits());
  }

  /// A reader finds a point in time from headers alone, so their times must be exact.
  static void checkTimes(Section section, List<CommitRecord> table, ObjectHeader header)
      throws DamagedException {
    if (table.isEmpty()) {
      return;
    }
    long earliest = Long.MAX_VALUE;
    long latest = Long.MIN_VALUE;
    for (var record : table) {
      earliest = Math.min(earliest, record.timeMillis());
      latest = Math.max(latest, record.timeMillis());
    }
    var times = new ObjectHeader.Times(earliest, latest);
    if (!times.equals(header.times())) {
      throw section.damaged(0, "records with the header's " + header.times(), times.toString());
    }
  }

  /// A claim is no commit, so nothing can have changed in it.
  static void checkClaim(
      Section section, List<CommitRecord> table, ObjectHeader header, boolean anyImage)
      throws DamagedException {
    if (anyImage && isChangeSet(header) && table.getFirst().flags().contains(CLAIM)) {
      throw section.damaged(0, "a claim without pages", "pages");
    }
  }

  /// Whether the object holds anything of the database.
  static boolean hasCommits(ObjectHeader header) {
    return switch (header.kind()) {
      case TIME, SHARD -> true;
      case IDENTITY, FENCE -> false;
    };
  }

  /// Whether the object keeps every image of every commit, so that its index has commit ordinals.
  static boolean isChangeSet(ObjectHeader header) {
    return header.kind() == ObjectKind.TIME && header.level() == 0;
  }
}
