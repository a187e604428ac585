package bakelite.bench;

import java.util.Locale;

/// The first full copy into a bucket of MinIO and a restore from there, each beside the same with a
/// folder, in turns. MinIO runs on the same processors.
final class BucketBenchmark implements Benchmark {
  private static final int ROUNDS = 3;
  private static final long MEGABYTES = Long.getLong("bench.megabytes", 1100);
  private static final String PLACE = "bench-copy";

  private final Figures bucketCopy = new Figures("first full copy to MinIO", "s");
  private final Figures folderCopy = new Figures("first full copy to a folder", "s");
  private final Figures bucketCopyCpu = new Figures("first full copy to MinIO, CPU", "s");
  private final Figures folderCopyCpu = new Figures("first full copy to a folder, CPU", "s");
  private final Figures bucketRestore = new Figures("restore --check none from MinIO", "s");
  private final Figures folderRestore = new Figures("restore --check none from a folder", "s");
  private final Figures bucketRestoreCpu = new Figures("restore from MinIO, CPU", "s");
  private final Figures folderRestoreCpu = new Figures("restore from a folder, CPU", "s");
  private long peakKilobytes;

  @Override
  public void run(Workbench bench) throws Exception {
    var found = Bucket.ofEnvironment();
    if (found.isEmpty()) {
      return;
    }
    var bucket = found.get();
    bench.tell(bucket.keys());
    Databases.halfRandom(bench.file("app.db"), 4096, MEGABYTES);
    try (var client = new PlainClient(bucket)) {
      try {
        for (int round = 0; round < ROUNDS; round++) {
          bench.delete("backups");
          client.deleteAll(PLACE + "/");
          copy(bench, "backups", folderCopy, folderCopyCpu);
          copy(bench, bucket.address(PLACE), bucketCopy, bucketCopyCpu);
          restore(bench, "backups", folderRestore, folderRestoreCpu);
          restore(bench, bucket.address(PLACE), bucketRestore, bucketRestoreCpu);
        }
      } finally {
        client.deleteAll(PLACE + "/");
      }
    }
    print(bucketCopy, folderCopy, "1.3");
    print(bucketCopyCpu, folderCopyCpu, "");
    print(bucketRestore, folderRestore, "1.3");
    print(bucketRestoreCpu, folderRestoreCpu, "");
    System.out.printf(
        Locale.ROOT, "  peak RSS of the daemon: %d MB, with -Xmx64m%n", peakKilobytes / 1000);
  }

  private void copy(Workbench bench, String store, Figures seconds, Figures cpu) throws Exception {
    bench.delete("state");
    long start = System.nanoTime();
    var daemon = bench.startBakelite("replicate", "app.db", store);
    bench.awaitLog(daemon, "full copy took");
    seconds.add((System.nanoTime() - start) / 1e9);
    cpu.add(Usage.cpuSeconds(daemon));
    peakKilobytes = Math.max(peakKilobytes, Usage.peakKilobytes(daemon));
    bench.stop(daemon);
  }

  private static void restore(Workbench bench, String store, Figures seconds, Figures cpu)
      throws Exception {
    bench.delete("restored.db");
    var cost = bench.bakeliteCost("restore", store, "--output", "restored.db", "--check", "none");
    seconds.add(cost.seconds());
    cpu.add(cost.cpuSeconds());
  }

  private static void print(Figures bucket, Figures folder, String limit) {
    bucket.print();
    folder.print();
    Figures.ratio(bucket, folder, limit);
  }
}
