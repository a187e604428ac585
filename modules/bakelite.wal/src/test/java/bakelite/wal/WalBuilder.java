package bakelite.wal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Writes a WAL as SQLite does, and the wal-index header that belongs to it, with a checksum of its
/// own that is as slow and plain as the file format's document.
final class WalBuilder {
  private final int pageSize;
  private final boolean bigEndian;
  private ByteBuffer file = ByteBuffer.allocate(1 << 16);
  private Salts salts = new Salts(0, 0);
  private int sum0;
  private int sum1;
  private long frames;
  private WalIndexHeader index;

  WalBuilder(int pageSize, boolean bigEndian) {
    this.pageSize = pageSize;
    this.bigEndian = bigEndian;
    this.index =
        new WalIndexHeader(0, bigEndian, pageSize, 0, 0, new Checksum(0, 0), new Salts(0, 0));
  }

  /// Begins a generation at the start of the file; what lies behind stays.
  WalBuilder restart(Salts salts) {
    this.salts = salts;
    frames = 0;
    index =
        new WalIndexHeader(
            index.change(), bigEndian, pageSize, 0, index.pages(), index.frameChecksum(), salts);
    file.putInt(0, bigEndian ? 0x377f0683 : 0x377f0682).putInt(4, 3_007_000).putInt(8, pageSize);
    file.putInt(12, 7).putInt(16, salts.first()).putInt(20, salts.second());
    sum0 = 0;
    sum1 = 0;
    sum(0, 24);
    file.putInt(24, sum0).putInt(28, sum1);
    file.limit(file.capacity());
    file.position(Math.max(file.position(), 32));
    return this;
  }

  /// Appends a frame; the index does not know it.
  WalBuilder frame(long page, long pages, byte[] image) {
    int at = Math.toIntExact(32 + frames * (24 + pageSize));
    reserve(at + 24 + pageSize);
    file.putInt(at, (int) page).putInt(at + 4, (int) pages);
    file.putInt(at + 8, salts.first()).putInt(at + 12, salts.second());
    file.put(at + 24, image, 0, pageSize);
    sum(at, 8);
    sum(at + 24, pageSize);
    file.putInt(at + 16, sum0).putInt(at + 20, sum1);
    file.position(Math.max(file.position(), at + 24 + pageSize));
    frames++;
    return this;
  }

  WalBuilder frame(long page, long pages, RandomGenerator random) {
    var image = new byte[pageSize];
    random.nextBytes(image);
    return frame(page, pages, image);
  }

  /// Tells the index that the last frame is a commit.
  WalBuilder publish(long pages) {
    index =
        new WalIndexHeader(
            index.change() + 1,
            bigEndian,
            pageSize,
            frames,
            pages,
            new Checksum(sum0, sum1),
            salts);
    return this;
  }

  /// A transaction of random images of these pages, published.
  WalBuilder commit(long pages, RandomGenerator random, long... changed) {
    for (int i = 0; i < changed.length; i++) {
      frame(changed[i], i == changed.length - 1 ? pages : 0, random);
    }
    return publish(pages);
  }

  WalIndexHeader index() {
    return index;
  }

  WalPosition start() {
    return WalPosition.before(index);
  }

  /// Where the image of a frame begins.
  int imageAt(long frame) {
    return Math.toIntExact(32 + (frame - 1) * (24 + pageSize) + 24);
  }

  long frames() {
    return frames;
  }

  byte[] bytes() {
    return Arrays.copyOf(file.array(), file.position());
  }

  MemoryWal wal() {
    return new MemoryWal(bytes());
  }

  private void reserve(int size) {
    if (size > file.capacity()) {
      int position = file.position();
      file = ByteBuffer.wrap(Arrays.copyOf(file.array(), 2 * size)).position(position);
    }
  }

  private void sum(int at, int length) {
    for (int i = at; i < at + length; i += 8) {
      sum0 += word(i) + sum1;
      sum1 += word(i + 4) + sum0;
    }
  }

  private int word(int at) {
    int word = 0;
    for (int i = 0; i < 4; i++) {
      word = (word << 8) | (file.get(bigEndian ? at + i : at + 3 - i) & 0xff);
    }
    return word;
  }
}
