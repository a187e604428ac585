package bakelite.bench;

import java.util.List;

/// A whole restore with the digest proved and without SQLite's check, JVM start included, beside
/// `cp` with `sync`, and beside Litestream where it is on PATH.
final class RestoreBenchmark implements Benchmark {
  private static final int ROUNDS = 3;
  private static final long MEGABYTES = Long.getLong("bench.megabytes", 1100);

  @Override
  public void run(Workbench bench) throws Exception {
    var database = bench.file("app.db");
    Databases.halfRandom(database, 4096, MEGABYTES);
    var daemon = bench.startBakelite("replicate", "app.db", "backups");
    bench.awaitLog(daemon, "full copy took");
    bench.stop(daemon);
    var litestream = Workbench.program("litestream");
    if (litestream.isPresent()) {
      prepareLitestream(bench, litestream.get());
    }
    var ours = new Figures("restore --check none", "s");
    var peer = new Figures("litestream restore", "s");
    var copy = new Figures("cp and sync", "s");
    for (int round = 0; round < ROUNDS; round++) {
      bench.delete("restored.db");
      ours.add(bench.bakelite("restore", "backups", "--output", "restored.db", "--check", "none"));
      if (litestream.isPresent()) {
        bench.delete("peer.db");
        peer.add(
            bench.seconds(
                List.of(
                    litestream.get(), "restore", "-o", "peer.db", "file://" + bench.file("peer"))));
      }
      copy.add(bench.copyAndSync(database, bench.file("copy")));
    }
    ours.print();
    copy.print();
    Figures.ratio(ours, copy, "3.0");
    if (litestream.isPresent()) {
      peer.print();
      Figures.ratio(ours, peer, "");
    }
  }

  private static void prepareLitestream(Workbench bench, String program) throws Exception {
    bench.seconds(
        List.of(
            program,
            "replicate",
            "-once",
            bench.file("app.db").toString(),
            "file://" + bench.file("peer")));
  }
}
