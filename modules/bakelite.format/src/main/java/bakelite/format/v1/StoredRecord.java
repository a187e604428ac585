package bakelite.format.v1;

import bakelite.format.CommitRecord;
import bakelite.format.DamagedException;
import bakelite.format.record.RecordField;

/// Reads the record in a trailer. `RecordField` has the layout, `CommitRecord.bytes` writes it.
final class StoredRecord {
  private StoredRecord() {}

  /// @param at offset of the record in its section
  static CommitRecord decode(Section section, int at) throws DamagedException {
    int flags = at + RecordField.FLAGS.offset;
    return new CommitRecord(
        section.i64(at + RecordField.INDEX.offset),
        section.i64(at + RecordField.TIME.offset),
        section.u32(at + RecordField.PAGES.offset),
        section.i32(at + RecordField.PAGE_SIZE.offset),
        Flags.set(section, flags, section.i32(flags)),
        section.digest(at + RecordField.DIGEST.offset));
  }
}
