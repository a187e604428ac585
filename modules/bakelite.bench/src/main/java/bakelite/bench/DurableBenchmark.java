package bakelite.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// From the return of a commit to its object in a folder, without a debounce, beside what it costs
/// to put one small file there durably.
final class DurableBenchmark implements Benchmark {
  private static final int COMMITS = 300;
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
      for (int i = 0; i < COMMITS; i++) {
        Thread.sleep(PAUSE_MILLIS);
        int before = count(objects);
        application.commit();
        long start = System.nanoTime();
        while (count(objects) == before) {
          Thread.onSpinWait();
        }
        durable.add((System.nanoTime() - start) / 1e6);
        put.add(put(bench, i));
      }
      bench.stop(daemon);
    }
    durable.print();
    put.print();
    System.out.printf(
        java.util.Locale.ROOT,
        "  p99: %.2f ms, of the put %.2f ms (to reach: p50 10 ms, p99 50 ms)%n",
        durable.percentile(99),
        put.percentile(99));
  }

  private static int count(Path folder) {
    var names = folder.toFile().list();
    return names == null ? 0 : names.length;
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
