package bakelite.restore;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The memory of one hand of a crew: the same for every run, for a fresh megabyte each would be
/// what the garbage collector does all day.
final class Scratch {
  private byte[] stored = {};
  private byte[] raw = {};

  /// Room for what is fetched.
  byte[] stored(int bytes) {
    stored = grown(stored, bytes);
    return stored;
  }

  /// Room for what it unpacks to.
  ByteBuffer raw(int bytes) {
    raw = grown(raw, bytes);
    return ByteBuffer.wrap(raw, 0, bytes).slice();
  }

  private static byte[] grown(byte[] room, int bytes) {
    return bytes <= room.length ? room : Arrays.copyOf(room, Math.max(bytes, BlockRun.BYTES));
  }
}
