package bakelite.format.v1;

import bakelite.format.hash.Blake3;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// The way of an object's bytes to the caller's stream. They are gathered into pieces, because the
/// hash of the object is several times faster over many chunks at once.
final class HashedSink {
  private static final int FIRST_PIECE_BYTES = 8 << 10;
  private static final int GREATEST_PIECE_BYTES = 256 << 10;

  private final OutputStream sink;
  private final Blake3 hash = Blake3.hash();
  private byte[] piece = new byte[FIRST_PIECE_BYTES];
  private int used;
  private long written;

  HashedSink(OutputStream sink) {
    this.sink = sink;
  }

  /// Makes room for bytes that the caller puts in place itself, from `place()` in `piece()`.
  ///
  /// @param bytes at most 128 KiB
  void reserve(int bytes) throws IOException {
    if (used + bytes > GREATEST_PIECE_BYTES) {
      flush();
    }
    if (used + bytes > piece.length) {
      int length = Math.max(piece.length * 2, Integer.highestOneBit(used + bytes - 1) * 2);
      piece = Arrays.copyOf(piece, Math.min(length, GREATEST_PIECE_BYTES));
    }
  }

  /// Where reserved bytes go; another array after each `reserve`.
  byte[] piece() {
    return piece;
  }

  /// Offset in the piece of the next byte.
  int place() {
    return used;
  }

  /// Takes what the caller put in place.
  void advance(int bytes) {
    used += bytes;
  }

  void write(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    reserve(length);
    bytes.get(piece, used, length);
    used += length;
  }

  /// Bytes so far.
  long size() {
    return written + used;
  }

  /// The hash of every byte so far. Nothing written later is part of it.
  byte[] digest() throws IOException {
    flush();
    return hash.digest();
  }

  /// Hands the last bytes to the stream.
  void flush() throws IOException {
    hash.update(piece, 0, used);
    sink.write(piece, 0, used);
    written += used;
    used = 0;
  }
}
