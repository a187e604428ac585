package bakelite.bench;

import java.nio.file.Files;
import java.util.Locale;

/// Whether the memory that the image is given is enough: a database of 4 GB, and one of 512-byte
/// pages, copied, with a transaction of 1 GB on top, verified and restored.
final class LargeBenchmark implements Benchmark {
  private static final long MEGABYTES = Long.getLong("bench.large.megabytes", 4000);

  @Override
  public void run(Workbench bench) throws Exception {
    for (int pageSize : new int[] {4096, 512}) {
      for (var name : new String[] {"app.db", "backups", "state", "restored.db"}) {
        bench.delete(name);
      }
      var database = bench.file("app.db");
      Databases.halfRandom(database, pageSize, MEGABYTES);
      var daemon = bench.startBakelite("replicate", "app.db", "backups");
      bench.awaitLog(daemon, "full copy took");
      long copied = Usage.peakKilobytes(daemon);
      try (var connection = Databases.open(database)) {
        Databases.insert(connection, 1_000_000, 1);
        bench.awaitLog(daemon, " differed and were shipped");
        bench.stop(daemon);
      }
      double verified = bench.bakelite("verify", "backups");
      double restored =
          bench.bakelite("restore", "backups", "--output", "restored.db", "--check", "none");
      System.out.printf(
          Locale.ROOT,
          "  pages of %d bytes, %d MB: peak RSS %d MB in the copy; verify %.0f s, restore %.0f s%n",
          pageSize,
          Files.size(bench.file("restored.db")) / 1_000_000,
          copied / 1000,
          verified,
          restored);
    }
  }
}
