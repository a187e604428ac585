package bakelite.format.v1;

import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/// Packs and unpacks LZ4 blocks, from any number of threads. Always with the native library: the
/// same in Java is slower than Zstandard, and packs to other bytes.
final class Lz4 {
  private static final LZ4Compressor COMPRESSOR = LZ4Factory.nativeInstance().fastCompressor();
  private static final LZ4SafeDecompressor DECOMPRESSOR =
      LZ4Factory.nativeInstance().safeDecompressor();

  private Lz4() {}

  /// Packs one block.
  ///
  /// @param room for the packed bytes; a 255th more than `length` and 16 always suffice
  /// @return how many bytes it has now
  static int pack(byte[] to, int at, int room, byte[] raw, int from, int length) {
    return COMPRESSOR.compress(raw, from, length, to, at, room);
  }

  /// Unpacks one block.
  ///
  /// @return how many bytes there were
  /// @throws net.jpountz.lz4.LZ4Exception when it is none, or has more than `length` bytes
  static int unpack(byte[] to, int at, int length, byte[] packed, int from, int packedLength) {
    return DECOMPRESSOR.decompress(packed, from, packedLength, to, at, length);
  }
}
