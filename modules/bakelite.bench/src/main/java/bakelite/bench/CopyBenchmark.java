package bakelite.bench;

import java.util.List;

/// The first full copy of a half-random database, JVM start included, beside `zstd -1 -T2` and `cp`
/// with `sync` of the same file. CPU seconds are printed too: they say more than the clock where
/// the machine has other things to do.
final class CopyBenchmark implements Benchmark {
  private static final int ROUNDS = 3;
  private static final long MEGABYTES = Long.getLong("bench.megabytes", 1100);

  @Override
  public void run(Workbench bench) throws Exception {
    var database = bench.file("app.db");
    Databases.halfRandom(database, 4096, MEGABYTES);
    var ours = new Figures("first full copy", "s");
    var zstd = new Figures("zstd -1 -T2", "s");
    var copy = new Figures("cp and sync", "s");
    var ourCpu = new Figures("first full copy, CPU", "s");
    var zstdCpu = new Figures("zstd -1 -T2, CPU", "s");
    var program = Workbench.program("zstd");
    for (int round = 0; round < ROUNDS; round++) {
      bench.delete("backups");
      bench.delete("state");
      long start = System.nanoTime();
      var daemon = bench.startBakelite("replicate", "app.db", "backups");
      bench.awaitLog(daemon, "full copy took");
      ours.add((System.nanoTime() - start) / 1e9);
      ourCpu.add(Usage.cpuSeconds(daemon));
      bench.stop(daemon);
      if (program.isPresent()) {
        var packed = bench.file("packed").toString();
        var cost =
            bench.cost(
                List.of(program.get(), "-1", "-T2", "-q", "-f", database + "", "-o", packed));
        zstd.add(cost.seconds());
        zstdCpu.add(cost.cpuSeconds());
      }
      copy.add(bench.copyAndSync(database, bench.file("copy")));
    }
    ours.print();
    copy.print();
    Figures.ratio(ours, copy, "");
    if (program.isPresent()) {
      zstd.print();
      Figures.ratio(ours, zstd, "1.5");
      ourCpu.print();
      zstdCpu.print();
      Figures.ratio(ourCpu, zstdCpu, "");
    }
  }
}
