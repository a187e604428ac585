package bakelite.wal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// How fast a WAL is read and proved, in MB of pages a second of processor time. After `./mvnw
/// test-compile`:
///
/// `java -cp modules/bakelite.wal/target/classes:modules/bakelite.wal/target/test-classes
/// bakelite.wal.ScanBenchmark`
final class ScanBenchmark {
  private static final int FILE_BYTES = 128 << 20;
  private static final int ROUNDS = 20;

  // Processor time, the kernel's included: what others do on the machine counts less.
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  /// Counts, and does nothing else.
  private static final class Counter implements WalReader.Sink {
    long bytes;

    @Override
    public void frame(long frame, long page, long offset, ByteBuffer image) {
      bytes += image.remaining();
    }

    @Override
    public boolean commit(WalPosition position, long pages) {
      return true;
    }
  }

  private ScanBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    var file = Files.createTempFile("scan", "-wal");
    try {
      for (int pageSize : new int[] {512, 4096, 65_536}) {
        for (boolean bigEndian : new boolean[] {false, true}) {
          var builder = new WalBuilder(pageSize, bigEndian).restart(new Salts(1, 2));
          var random = new SplittableRandom(1);
          int frames = FILE_BYTES / pageSize;
          for (int i = 1; i <= frames; i++) {
            builder.frame(i, i % 10 == 0 || i == frames ? frames : 0, random);
          }
          builder.publish(frames);
          Files.write(file, builder.bytes());
          read(file);
          var what = "page size %6d, %s-endian".formatted(pageSize, bigEndian ? "big" : "little");
          measure(what + ", own buffer", file, builder.index(), null);
          measure(what + ", direct 256 KiB", file, builder.index(), direct(256));
          measure(what + ", direct 1 MiB", file, builder.index(), direct(1024));
        }
      }
    } finally {
      Files.delete(file);
    }
  }

  /// The same reads without a look at what was read.
  private static void read(Path file) throws IOException {
    var buffer = direct(256);
    double best = 0;
    try (var wal = FileSource.open(file)) {
      for (int i = 0; i < ROUNDS; i++) {
        long begin = CPU.getCurrentThreadCpuTime();
        long offset = 0;
        for (int read = 1; read > 0; offset += read) {
          read = wal.read(buffer.clear(), offset);
        }
        best = Math.max(best, offset / 1e6 / ((CPU.getCurrentThreadCpuTime() - begin) / 1e9));
      }
    }
    System.out.printf("%-48s %,7.0f MB/s%n", "reads alone", best);
  }

  private static ByteBuffer direct(int kibibytes) {
    return ByteBuffer.allocateDirect(kibibytes << 10);
  }

  private static void measure(String what, Path file, WalIndexHeader horizon, ByteBuffer buffer)
      throws IOException {
    double best = 0;
    try (var wal = FileSource.open(file)) {
      var start = WalPosition.before(horizon);
      for (int i = 0; i < ROUNDS; i++) {
        var counter = new Counter();
        long begin = CPU.getCurrentThreadCpuTime();
        var scan =
            buffer == null
                ? WalReader.scan(wal, start, horizon, counter)
                : WalReader.scan(wal, start, horizon, counter, buffer);
        double seconds = (CPU.getCurrentThreadCpuTime() - begin) / 1e9;
        if (!(scan instanceof WalReader.Scan.Reached)) {
          throw new IllegalStateException(scan.toString());
        }
        best = Math.max(best, counter.bytes / 1e6 / seconds);
      }
    }
    System.out.printf("%-48s %,7.0f MB/s%n", what, best);
  }
}
