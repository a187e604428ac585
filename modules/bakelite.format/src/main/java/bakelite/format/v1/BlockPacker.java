package bakelite.format.v1;

import bakelite.format.Compression;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Gathers images into blocks, packs each block and notes it in the directory.
///
/// One Zstandard context and one buffer serve all blocks of an object; each block is packed in
/// place in the outgoing piece. The context is made for one object, so that equal objects get equal
/// bytes.
final class BlockPacker implements AutoCloseable {
  private static final int ZSTANDARD_LEVEL = 1;

  /// By how much packing may lengthen a block, at most.
  private static final int MARGIN_BYTES = 1024;

  private final Compression compression;
  private final HashedSink object;
  private final CRC32C crc = new CRC32C();
  private final GrowingBytes directory = new GrowingBytes();
  private byte[] raw = new byte[0];
  private int used;
  private int firstImage;
  private int images;
  private @Nullable ZstdCompressCtx zstandard;

  BlockPacker(Compression compression, HashedSink object) {
    this.compression = compression;
    this.object = object;
  }

  /// Adds one image to the block that is being filled.
  void add(ByteBuffer image) throws IOException {
    int length = image.remaining();
    if (used + length > Limits.BLOCK_TARGET_BYTES) {
      pack();
    }
    if (raw.length == 0) {
      raw = new byte[Limits.BLOCK_TARGET_BYTES];
    }
    image.get(raw, used, length);
    used += length;
    images++;
  }

  /// Packs what is left and gives the directory.
  GrowingBytes finish() throws IOException {
    if (used > 0) {
      pack();
    }
    close();
    return directory;
  }

  long directoryBytes() {
    return directory.size();
  }

  /// Gives the memory of the Zstandard context back.
  @Override
  public void close() {
    if (zstandard != null) {
      zstandard.close();
      zstandard = null;
    }
  }

  private void pack() throws IOException {
    object.reserve(used + MARGIN_BYTES);
    int codec = codec();
    int stored = packedWith(codec);
    if (stored >= used) {
      System.arraycopy(raw, 0, object.piece(), object.place(), used);
      stored = used;
      codec = Directory.STORED_AS_IT_IS;
    }
    crc.reset();
    crc.update(object.piece(), object.place(), stored);
    Directory.entry(
        directory.room(DirectoryField.ENTRY_BYTES),
        firstImage,
        stored,
        used,
        codec,
        (int) crc.getValue());
    object.advance(stored);
    firstImage = images;
    used = 0;
  }

  private int codec() {
    return switch (compression) {
      case NONE -> Directory.STORED_AS_IT_IS;
      case ZSTD -> Directory.ZSTANDARD;
      case LZ4 -> Directory.LZ4;
    };
  }

  /// @return how many bytes the block has where it goes; nothing is there yet when they are no
  ///   fewer than before
  private int packedWith(int codec) {
    int room = used + MARGIN_BYTES;
    return switch (codec) {
      case Directory.ZSTANDARD ->
          zstandard().compressByteArray(object.piece(), object.place(), room, raw, 0, used);
      case Directory.LZ4 -> Lz4.pack(object.piece(), object.place(), room, raw, 0, used);
      default -> used;
    };
  }

  private ZstdCompressCtx zstandard() {
    if (zstandard == null) {
      zstandard = new ZstdCompressCtx().setLevel(ZSTANDARD_LEVEL);
    }
    return zstandard;
  }
}
