package bakelite.format.v1;

import static bakelite.format.v1.TrailerField.OBJECT_HASH;
import static bakelite.format.v1.TrailerField.TAIL_HASH;
import static bakelite.format.v1.TrailerField.TRAILER_BYTES;

import bakelite.format.Compression;
import bakelite.format.Fingerprint;
import bakelite.format.FormatException;
import bakelite.format.ObjectEnd;
import bakelite.format.ObjectHeader;
import bakelite.format.ObjectWriter;
import bakelite.format.hash.Blake3;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Writes an object in one pass. Blocks leave as they fill; the directory and the index wait in
/// memory for the tail. Header, table and trailer are read back by the reader's own rules before
/// they leave, so an object that a reader would refuse is refused here.
final class Encoder implements ObjectWriter {
  private static final String NAME = "new object";

  private final ObjectHeader header;
  private final ByteBuffer headerBytes;
  private final HashedSink object;
  private final BlockPacker blocks;
  private final ImageOrder order;
  private final GrowingBytes index = new GrowingBytes();
  private boolean closed;

  private Encoder(
      ObjectHeader header, ByteBuffer headerBytes, HashedSink object, Compression compression) {
    this.header = header;
    this.headerBytes = headerBytes;
    this.object = object;
    blocks = new BlockPacker(compression, object);
    order = new ImageOrder(header);
  }

  static Encoder start(ObjectHeader header, Compression compression, OutputStream sink)
      throws IOException {
    var bytes = Header.encode(header);
    try {
      mustBeEqual(header, Header.decode(NAME, bytes));
    } catch (FormatException refused) {
      throw new IllegalArgumentException(refused.getMessage(), refused);
    }
    var object = new HashedSink(sink);
    object.write(bytes.duplicate());
    return new Encoder(header, bytes, object, compression);
  }

  @Override
  public void image(long page, int commit, Fingerprint fingerprint, ByteBuffer image)
      throws IOException {
    mustBeOpen();
    long delta = order.admit(page, commit, image.remaining());
    if (index.size() + blocks.directoryBytes() > Limits.INDEX_AND_DIRECTORY_BYTES) {
      throw new IllegalArgumentException("cannot write page " + page + ": too many pages before");
    }
    pack(image);
    var entry = index.room(2 * Varint.GREATEST_BYTES + Fingerprint.BYTES);
    Varint.write(entry, delta);
    if (RecordRules.isChangeSet(header)) {
      Varint.write(entry, commit);
    }
    entry.putLong(fingerprint.low()).putLong(fingerprint.high());
  }

  /// After a failure of the stream nobody knows what it holds, so nothing may follow.
  private void pack(ByteBuffer image) throws IOException {
    try {
      blocks.add(image);
    } catch (IOException broken) {
      close();
      throw broken;
    }
  }

  @Override
  public long finish(ObjectEnd end) throws IOException {
    mustBeOpen();
    closed = true;
    var directory = blocks.finish();
    var table = new GrowingBytes();
    CommitTable.encode(header, end.table(), table);
    byte[] note = end.note().getBytes(StandardCharsets.UTF_8);
    long blockBytes = object.size() - HeaderField.HEADER_BYTES;
    var lengths =
        new Lengths(blockBytes, directory.size(), index.size(), table.size(), note.length);
    var trailer = Trailer.encode(lengths, end);
    proveEnd(end, lengths, trailer, table.joined(), note);

    var tail = Blake3.hash();
    tail.update(headerBytes);
    directory.writeTo(object, tail);
    index.writeTo(object, tail);
    table.writeTo(object, tail);
    tail.update(ByteBuffer.wrap(note));
    object.write(ByteBuffer.wrap(note));
    tail.update(trailer.slice(0, TAIL_HASH.offset));
    trailer.put(TAIL_HASH.offset, tail.digest());
    object.write(trailer.slice(0, OBJECT_HASH.offset));
    trailer.put(OBJECT_HASH.offset, object.digest());
    object.write(trailer.slice(OBJECT_HASH.offset, TRAILER_BYTES - OBJECT_HASH.offset));
    object.flush();
    return object.size();
  }

  @Override
  public void close() {
    closed = true;
    blocks.close();
  }

  private void proveEnd(
      ObjectEnd end, Lengths lengths, ByteBuffer trailer, ByteBuffer table, byte[] note) {
    if (end.table().size() != header.commits()) {
      throw new IllegalArgumentException(
          "cannot write table: expected "
              + header.commits()
              + " records, found "
              + end.table().size());
    }
    order.checkAgainst(end.table());
    try {
      var section = new Section(NAME, "trailer", lengths.trailerStart(), trailer);
      Lengths.decode(section, lengths.object());
      var tableSection = new Section(NAME, "table", lengths.tableStart(), table);
      var read = CommitTable.decode(tableSection, header);
      RecordRules.checkClaim(tableSection, read, header, order.any());
      var text = new String(note, StandardCharsets.UTF_8);
      mustBeEqual(end, Trailer.decode(section, header, read, text));
    } catch (FormatException refused) {
      throw new IllegalArgumentException(refused.getMessage(), refused);
    }
  }

  private static void mustBeEqual(Object given, Object readBack) {
    if (!given.equals(readBack)) {
      throw new IllegalArgumentException("cannot write " + given + ": read back it is " + readBack);
    }
  }

  private void mustBeOpen() {
    if (closed) {
      throw new IllegalStateException("the object is finished");
    }
  }
}
