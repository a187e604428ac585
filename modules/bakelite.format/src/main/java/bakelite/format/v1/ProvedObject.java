package bakelite.format.v1;

import static bakelite.format.v1.TrailerField.DIGEST_ALGORITHM;
import static bakelite.format.v1.TrailerField.TAIL_HASH;

import bakelite.format.DamagedException;
import bakelite.format.FormatException;
import bakelite.format.NewerFormatException;
import bakelite.format.ObjectBytes;
import bakelite.format.ObjectEnd;
import bakelite.format.ObjectHeader;
import bakelite.format.ObjectReader;
import bakelite.format.PageHasher;
import bakelite.format.hash.Blake3;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// An object whose two ends are read and proved.
///
/// Nothing is believed before what proves it: the header by its checksum, the lengths by the size
/// of the object, all of the tail by its hash. The rules that come after the hash guard against a
/// writer that is wrong or hostile, not against damage.
final class ProvedObject implements ObjectReader {
  private final ObjectBytes object;
  private final Ends ends;
  private final ObjectHeader header;
  private final ObjectEnd end;
  private final Lengths lengths;
  private final Directory directory;
  private final Index index;
  private final Blocks blocks;

  private ProvedObject(
      ObjectBytes object,
      Ends ends,
      ObjectHeader header,
      ObjectEnd end,
      Lengths lengths,
      Directory directory,
      Index index) {
    this.object = object;
    this.ends = ends;
    this.header = header;
    this.end = end;
    this.lengths = lengths;
    this.directory = directory;
    this.index = index;
    blocks = new Blocks(object.name(), directory);
  }

  static ProvedObject read(ObjectBytes object) throws IOException, FormatException {
    var ends = Ends.fetch(object);
    var header = Header.decode(object.name(), ends.header());
    var trailer = ends.trailer();
    var lengths = Lengths.decode(trailer, ends.size());
    ends.fetchFrom(lengths.tailStart());
    proveTail(ends, lengths, trailer);
    if (trailer.u16(DIGEST_ALGORITHM.offset) != Trailer.DIGEST_ALGORITHM_SUM) {
      throw new NewerFormatException(
          object.name(),
          "digest algorithm " + trailer.u16(DIGEST_ALGORITHM.offset),
          header.writer().toString());
    }
    var directory =
        Directory.prove(
            ends.section("directory", lengths.tailStart(), lengths.directory()),
            header.pageSize(),
            lengths.blocks(),
            Index.imagesAtMost(header, lengths.index()));
    var tableSection = ends.section("table", lengths.tableStart(), lengths.table());
    var table = CommitTable.decode(tableSection, header);
    RecordRules.checkClaim(tableSection, table, header, directory.images() > 0);
    var indexSection = ends.section("index", lengths.indexStart(), lengths.index());
    var index = Index.prove(indexSection, header, table, directory);
    var note = text(ends.section("note", lengths.noteStart(), lengths.note()));
    var end = Trailer.decode(trailer, header, table, note);
    return new ProvedObject(object, ends, header, end, lengths, directory, index);
  }

  private static void proveTail(Ends ends, Lengths lengths, Section trailer)
      throws DamagedException {
    var hash = Blake3.hash();
    hash.update(ends.header());
    long start = lengths.tailStart();
    hash.update(ends.section("tail", start, lengths.tail()).view().limit(tailHashAt(lengths)));
    byte[] computed = hash.digest();
    byte[] stored = trailer.copy(TAIL_HASH.offset, TAIL_HASH.bytes);
    if (!Arrays.equals(computed, stored)) {
      throw trailer.damaged(
          TAIL_HASH.offset,
          "tail hash " + HexFormat.of().formatHex(computed),
          HexFormat.of().formatHex(stored));
    }
  }

  private static int tailHashAt(Lengths lengths) {
    return (int) (lengths.trailerStart() - lengths.tailStart()) + TAIL_HASH.offset;
  }

  private static String text(Section note) throws DamagedException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(note.view()).toString();
    } catch (CharacterCodingException malformed) {
      throw note.damaged(0, "UTF-8", String.valueOf(malformed.getMessage()));
    }
  }

  @Override
  public ObjectHeader header() {
    return header;
  }

  @Override
  public ObjectEnd end() {
    return end;
  }

  @Override
  public int images() {
    return directory.images();
  }

  @Override
  public ImageCursor cursor() {
    return index.cursor();
  }

  @Override
  public int blocks() {
    return directory.blocks();
  }

  @Override
  public Block block(int number) {
    return directory.block(number);
  }

  @Override
  public Optional<ByteBuffer> held(int number) {
    var block = directory.block(number);
    return Optional.ofNullable(ends.held(block.offset(), block.storedLength()));
  }

  @Override
  public void unpack(int number, ByteBuffer stored, ByteBuffer raw) throws FormatException {
    blocks.unpack(number, stored, raw);
  }

  @Override
  public void proveWhole(PageHasher hasher) throws IOException, FormatException {
    new WholeProof(object, ends, lengths, directory, blocks).prove(index.cursor(), hasher);
  }
}
