package bakelite.format.v1;

import bakelite.format.DamagedException;
import bakelite.format.ObjectReader.Block;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import net.jpountz.lz4.LZ4Exception;

/// Proves and unpacks blocks, from any number of threads.
final class Blocks {
  private final String object;
  private final Directory directory;

  Blocks(String object, Directory directory) {
    this.object = object;
    this.directory = directory;
  }

  /// @param raw has an array, and room for the images of the block
  void unpack(int number, ByteBuffer stored, ByteBuffer raw) throws DamagedException {
    var block = directory.block(number);
    if (stored.remaining() != block.storedLength()) {
      throw damaged(number, block.storedLength() + " bytes", stored.remaining() + " bytes");
    }
    prove(number, stored);
    if (directory.codec(number) == Directory.STORED_AS_IT_IS) {
      raw.put(stored.duplicate());
    } else {
      decompress(number, block, stored, raw);
    }
  }

  private void prove(int number, ByteBuffer stored) throws DamagedException {
    var crc = new CRC32C();
    crc.update(stored.duplicate());
    int computed = (int) crc.getValue();
    int expected = directory.checksum(number);
    if (computed != expected) {
      var hex = HexFormat.of();
      throw damaged(number, "CRC-32C " + hex.toHexDigits(expected), hex.toHexDigits(computed));
    }
  }

  /// The output has the length that the directory says and not one byte more, so a block cannot
  /// unpack to more than a reader has agreed to.
  private void decompress(int number, Block block, ByteBuffer stored, ByteBuffer raw)
      throws DamagedException {
    byte[] packed;
    int from;
    if (stored.hasArray()) {
      packed = stored.array();
      from = stored.arrayOffset() + stored.position();
    } else {
      packed = new byte[stored.remaining()];
      stored.duplicate().get(packed);
      from = 0;
    }
    boolean zstandard = directory.codec(number) == Directory.ZSTANDARD;
    int expected = block.rawLength();
    byte[] to = raw.array();
    int at = raw.arrayOffset() + raw.position();
    int length;
    try {
      length =
          zstandard
              ? Decompressors.unpack(to, at, expected, packed, from, block.storedLength())
              : Lz4.unpack(to, at, expected, packed, from, block.storedLength());
    } catch (ZstdException | LZ4Exception refused) {
      throw damaged(
          number,
          (zstandard ? "a Zstandard frame of " : "an LZ4 block of ") + expected + " bytes unpacked",
          String.valueOf(refused.getMessage()));
    }
    if (length != expected) {
      throw damaged(number, expected + " bytes unpacked", length + " bytes");
    }
    raw.position(raw.position() + expected);
  }

  DamagedException damaged(int number, String expected, String found) {
    return new DamagedException(
        "block " + number, object, directory.block(number).offset(), expected, found);
  }
}
