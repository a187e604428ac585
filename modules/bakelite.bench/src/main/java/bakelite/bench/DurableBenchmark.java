package bakelite.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/// From the return of a commit to its object in a folder, without a debounce, beside what it costs
/// to put one small file there durably.
final class DurableBenchmark implements Benchmark {
  private static final int COMMITS = 300;

  /// A daemon runs for months; the first commits compile it.
  private static final int WARM_UP = 200;

  private static final long PAUSE_MILLIS = 30;

  @Override
  public void run(Workbench bench) throws Exception {
    var durable = new Figures("commit to durable object, p50", "ms");
    var put = new Figures("one durable put of 4 KiB, p50", "ms");
    Configuration.write(bench, "0");
    try (var application = new Commits(bench)) {
      application.commit();
      var daemon = bench.startBakelite("--config", "bakelite.yml", "daemon");
      bench.awaitLog(daemon, "full copy took");
      var objects = bench.file("backups/app/c");
      for (int i = 0; i < WARM_UP + COMMITS; i++) {
        Thread.sleep(PAUSE_MILLIS);
        var next = objects.resolve(nextKey(objects)).toFile();
        application.commit();
        long start = System.nanoTime();
        while (!next.exists()) {
          // A look each tenth of a millisecond leaves the processor to the daemon.
          LockSupport.parkNanos(100_000);
        }
        double took = (System.nanoTime() - start) / 1e6;
        if (i >= WARM_UP) {
          durable.add(took);
          put.add(put(bench, i));
        }
      }
      bench.stop(daemon);
    }
    durable.print();
    put.print();
    System.out.printf(
        Locale.ROOT,
        "  p99: %.2f ms, of the put %.2f ms (to reach: p50 10 ms, p99 50 ms)%n",
        durable.percentile(99),
        put.percentile(99));
  }

  /// Each commit is an object of its own, so the next name follows from the last one.
  private static String nextKey(Path folder) {
    long last = 0;
    for (var name : Objects.requireNonNull(folder.toFile().list())) {
      last = Math.max(last, Long.parseLong(name, 16));
    }
    return String.format(Locale.ROOT, "%016x", last + 1);
  }

  private static double put(Workbench bench, int number) throws IOException {
    var folder = Files.createDirectories(bench.file("puts"));
    long start = System.nanoTime();
    var temporary = folder.resolve("new");
    try (var file =
        FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate(4096));
      file.force(false);
    }
    Files.move(temporary, folder.resolve("" + number), StandardCopyOption.ATOMIC_MOVE);
    try (var parent = FileChannel.open(folder)) {
      parent.force(true);
    }
    return (System.nanoTime() - start) / 1e6;
  }
}
