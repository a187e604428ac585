package bakelite.format.v1;

import static bakelite.format.v1.TrailerField.*;

import bakelite.format.DamagedException;
import java.nio.ByteBuffer;

/// How long each part between header and trailer is, in bytes. Their sum is the size of the object,
/// so a trailer can be checked against the size before anything else is read.
record Lengths(long blocks, long directory, long index, long table, long note) {
  /// Reads the lengths and proves that they fit the object and the limits.
  ///
  /// @param size of the whole object, at least header and trailer
  static Lengths decode(Section trailer, long size) throws DamagedException {
    long rest = size - HeaderField.HEADER_BYTES - TRAILER_BYTES;
    long blocks = part(trailer, BLOCKS_LENGTH, rest);
    rest -= blocks;
    long directory = part(trailer, DIRECTORY_LENGTH, rest);
    rest -= directory;
    long index = part(trailer, INDEX_LENGTH, rest);
    rest -= index;
    long table = part(trailer, TABLE_LENGTH, rest);
    rest -= table;
    long note = part(trailer, NOTE_LENGTH, rest);
    trailer.require(
        note == rest, NOTE_LENGTH.offset, "lengths that add up, so a note of " + rest, note);
    trailer.require(
        note <= Limits.NOTE_BYTES, NOTE_LENGTH.offset, "at most " + Limits.NOTE_BYTES, note);
    trailer.require(
        directory % DirectoryField.ENTRY_BYTES == 0,
        DIRECTORY_LENGTH.offset,
        "a multiple of " + DirectoryField.ENTRY_BYTES,
        directory);
    var lengths = new Lengths(blocks, directory, index, table, note);
    trailer.require(
        lengths.tail() <= Limits.TAIL_BYTES,
        DIRECTORY_LENGTH.offset,
        "a tail of at most " + Limits.TAIL_BYTES,
        lengths.tail());
    return lengths;
  }

  void encode(ByteBuffer trailer) {
    trailer
        .putLong(BLOCKS_LENGTH.offset, blocks)
        .putLong(DIRECTORY_LENGTH.offset, directory)
        .putLong(INDEX_LENGTH.offset, index)
        .putLong(TABLE_LENGTH.offset, table)
        .putLong(NOTE_LENGTH.offset, note);
  }

  /// Offset of the directory in the object, where the tail starts.
  long tailStart() {
    return HeaderField.HEADER_BYTES + blocks;
  }

  /// Offset of the index in the object.
  long indexStart() {
    return tailStart() + directory;
  }

  /// Offset of the table in the object.
  long tableStart() {
    return indexStart() + index;
  }

  /// Offset of the note in the object.
  long noteStart() {
    return tableStart() + table;
  }

  /// Offset of the trailer in the object.
  long trailerStart() {
    return noteStart() + note;
  }

  /// Length of everything after the blocks, trailer included.
  long tail() {
    return directory + index + table + note + TRAILER_BYTES;
  }

  /// Length of the whole object.
  long object() {
    return tailStart() + tail();
  }

  private static long part(Section trailer, TrailerField field, long rest) throws DamagedException {
    long length = trailer.i64(field.offset);
    trailer.require(
        length >= 0 && length <= rest, field.offset, "a length of at most " + rest, length);
    return length;
  }
}
