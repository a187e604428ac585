package bakelite.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What the daemon takes of the machine while the database is idle, and at ten commits a second.
final class QuietBenchmark implements Benchmark {
  private static final int SETTLE_SECONDS = 40;
  private static final int SECONDS = 60;

  @Override
  public void run(Workbench bench) throws Exception {
    try (var application = new Commits(bench)) {
      application.commit();
      var daemon = bench.startBakelite("replicate", "app.db", "backups");
      bench.awaitLog(daemon, ": protecting");
      Thread.sleep(SETTLE_SECONDS * 1000L);
      double before = Usage.cpuSeconds(daemon);
      Thread.sleep(SECONDS * 1000L);
      print("idle", daemon, Usage.cpuSeconds(daemon) - before, " (to reach: 0.05 %, 70 MB)");
      before = Usage.cpuSeconds(daemon);
      for (int i = 0; i < SECONDS * 10; i++) {
        application.commit();
        Thread.sleep(99);
      }
      print("10 commits/s", daemon, Usage.cpuSeconds(daemon) - before, "");
      bench.stop(daemon);
    }
  }

  private static void print(String name, Process daemon, double cpu, String limit)
      throws IOException {
    try (var descriptors = Files.list(Path.of("/proc/" + daemon.pid() + "/fd"))) {
      System.out.printf(
          Locale.ROOT,
          "  %-14s CPU %.3f %%, RSS %d MB, %d descriptors%s%n",
          name,
          100 * cpu / SECONDS,
          Usage.residentKilobytes(daemon) / 1000,
          descriptors.count(),
          limit);
    }
  }
}
