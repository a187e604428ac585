package bakelite.bench;

/// How long the application's own commits take with the daemon beside it and without, in nine
/// interleaved pairs.
final class LatencyBenchmark implements Benchmark {
  private static final int PAIRS = 9;
  private static final int COMMITS = 400;

  @Override
  public void run(Workbench bench) throws Exception {
    var with = new Figures("median commit with the daemon", "ms");
    var without = new Figures("median commit without", "ms");
    try (var application = new Commits(bench)) {
      application.commit();
      for (int pair = 0; pair < PAIRS; pair++) {
        without.add(median(application));
        var daemon = bench.startBakelite("replicate", "app.db", "backups");
        bench.awaitLog(daemon, ": protecting");
        with.add(median(application));
        bench.stop(daemon);
      }
    }
    with.print();
    without.print();
    Figures.ratio(with, without, "1.10");
  }

  private static double median(Commits application) throws Exception {
    var commits = new Figures("commit", "ms");
    for (int i = 0; i < COMMITS; i++) {
      commits.add(application.commit());
      Thread.sleep(1);
    }
    return commits.median();
  }
}
