package bakelite.format.v1;

import com.github.luben.zstd.ZstdDecompressCtx;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Zstandard contexts for unpacking, kept for the next block: making one takes as long as unpacking
/// a few kilobytes. There are never more than threads that once unpacked at the same time.
final class Decompressors {
  private static final ConcurrentLinkedQueue<ZstdDecompressCtx> FREE =
      new ConcurrentLinkedQueue<>();

  private Decompressors() {}

  /// Unpacks one frame.
  ///
  /// @return how many bytes there were
  /// @throws com.github.luben.zstd.ZstdException when it is none, or has more than `length` bytes
  static int unpack(byte[] to, int at, int length, byte[] packed, int from, int packedLength) {
    var known = FREE.poll();
    var context = known == null ? new ZstdDecompressCtx() : known;
    try {
      return context.decompressByteArray(to, at, length, packed, from, packedLength);
    } finally {
      FREE.add(context);
    }
  }
}
