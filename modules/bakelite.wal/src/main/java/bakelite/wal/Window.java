package bakelite.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A buffer that slides over the frames of a WAL: many frames a read, never a byte after the last
/// frame that may be looked at.
///
/// | offset | bytes | field    | meaning, all big-endian                                          |
/// |-------:|------:|----------|------------------------------------------------------------------|
/// |      0 |     4 | page     | number from 1                                                    |
/// |      4 |     4 | pages    | of the database after the commit that ends here; 0 within one    |
/// |      8 |     8 | salts    | those of the WAL's header                                        |
/// |     16 |     8 | checksum | cumulative, over bytes 0 to 7 and the image of every frame so far |
/// |     24 |     n | image    | one page                                                         |
final class Window {
  static final int FRAME_HEADER_BYTES = 24;

  private static final int IMAGE = FRAME_HEADER_BYTES;

  private final ByteSource wal;
  private final int pageSize;
  private final int frameBytes;
  private final long last;
  // The same bytes twice: numbers are read big-endian, the checksum's loop wants little-endian.
  private final ByteBuffer fields;
  private final ByteBuffer words;
  private long first;
  private int count;

  /// @param buffer takes two frames, or all of those that may be read; overwritten
  /// @param last the last frame that may be read
  Window(ByteSource wal, WalHeader header, long last, ByteBuffer buffer) {
    this.wal = wal;
    this.pageSize = header.pageSize();
    this.frameBytes = frameBytes(pageSize);
    this.last = last;
    this.fields = buffer.slice(0, buffer.capacity()).order(ByteOrder.BIG_ENDIAN);
    this.words = fields.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  static int frameBytes(int pageSize) {
    return FRAME_HEADER_BYTES + pageSize;
  }

  /// Where a frame begins in the file.
  static long offset(long frame, int pageSize) {
    return WalHeader.BYTES + (frame - 1) * frameBytes(pageSize);
  }

  /// Reads until the buffer is full or the file ends.
  static int readFully(ByteSource source, ByteBuffer target, long offset) throws IOException {
    int total = 0;
    while (target.hasRemaining()) {
      int read = source.read(target, offset + total);
      if (read <= 0) {
        break;
      }
      total += read;
    }
    return total;
  }

  /// Makes sure that `frame` is in the buffer together with `keep`, itself or the frame before it.
  /// Frames are asked for in ascending order.
  ///
  /// @return false when the file ends before the frame does
  boolean hold(long frame, long keep) throws IOException {
    if (frame >= first + count) {
      first = keep;
      long wanted = Math.min(fields.capacity() / frameBytes, last - keep + 1);
      fields.clear().limit((int) wanted * frameBytes);
      count = readFully(wal, fields, offset(keep, pageSize)) / frameBytes;
      fields.clear();
    }
    return frame < first + count;
  }

  long page(long frame) {
    return Integer.toUnsignedLong(fields.getInt(at(frame)));
  }

  long pages(long frame) {
    return Integer.toUnsignedLong(fields.getInt(at(frame) + 4));
  }

  Salts salts(long frame) {
    return new Salts(fields.getInt(at(frame) + 8), fields.getInt(at(frame) + 12));
  }

  Checksum checksum(long frame) {
    return new Checksum(fields.getInt(at(frame) + 16), fields.getInt(at(frame) + 20));
  }

  void addTo(RunningChecksum checksum, long frame) {
    checksum.add(words, at(frame), 8);
    checksum.add(words, at(frame) + IMAGE, pageSize);
  }

  ByteBuffer image(long frame) {
    return fields.slice(at(frame) + IMAGE, pageSize);
  }

  long imageOffset(long frame) {
    return offset(frame, pageSize) + IMAGE;
  }

  private int at(long frame) {
    return (int) (frame - first) * frameBytes;
  }
}
