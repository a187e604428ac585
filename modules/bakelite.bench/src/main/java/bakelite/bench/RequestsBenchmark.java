package bakelite.bench;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/// What a bucket of MinIO is asked while the database is idle and at ten commits a second, counted
/// on the way there; and without a debounce, from the return of a commit to the store's answer,
/// beside a put of a small file with another client over the same way.
final class RequestsBenchmark implements Benchmark {
  private static final int SETTLE_SECONDS = 15;
  private static final int IDLE_SECONDS = Integer.getInteger("bench.idle.seconds", 120);
  private static final int BUSY_SECONDS = 60;
  private static final int COMMITS_PER_SECOND = 10;
  private static final int COMMITS = 300;

  /// A daemon runs for months; the first commits compile it.
  private static final int WARM_UP = 200;

  private static final long PAUSE_MILLIS = 30;
  private static final String PLACE = "bench-requests";

  @Override
  public void run(Workbench bench) throws Exception {
    var found = Bucket.ofEnvironment();
    if (found.isEmpty()) {
      return;
    }
    var bucket = found.get();
    bench.tell(bucket.keys());
    try (var relay = new CountingRelay(bucket.endpoint());
        var client = new PlainClient(bucket)) {
      var there = bucket.through(relay.endpoint());
      client.deleteAll(PLACE);
      try {
        counted(bench, relay, there);
        durable(bench, relay, there);
      } finally {
        client.deleteAll(PLACE);
      }
    }
  }

  private static void counted(Workbench bench, CountingRelay relay, Bucket bucket)
      throws Exception {
    try (var application = new Commits(bench)) {
      application.commit();
      var daemon = bench.startBakelite("replicate", "app.db", bucket.address(PLACE));
      bench.awaitLog(daemon, ": protecting");
      Thread.sleep(SETTLE_SECONDS * 1000L);
      var before = relay.requests();
      Thread.sleep(IDLE_SECONDS * 1000L);
      print("idle", IDLE_SECONDS, before, relay.requests(), "none");
      before = relay.requests();
      for (int i = 0; i < BUSY_SECONDS * COMMITS_PER_SECOND; i++) {
        application.commit();
        Thread.sleep(1000 / COMMITS_PER_SECOND - 1);
      }
      print("10 commits/s", BUSY_SECONDS, before, relay.requests(), "at most 1 PUT/s, no other");
      printPeak(daemon);
      bench.stop(daemon);
    }
  }

  private static void durable(Workbench bench, CountingRelay relay, Bucket bucket)
      throws Exception {
    var durable = new Figures("commit to the store's answer, p50", "ms");
    var put = new Figures("one put of 4 KiB by another client, p50", "ms");
    bench.delete("state");
    Configuration.write(bench, "0", bucket.destination(PLACE + "-durable"));
    try (var application = new Commits(bench);
        var client = new PlainClient(bucket)) {
      var daemon = bench.startBakelite("--config", "bakelite.yml", "daemon");
      bench.awaitLog(daemon, "full copy took");
      Thread.sleep(SETTLE_SECONDS * 1000L);
      var before = relay.requests();
      for (int i = 0; i < WARM_UP + COMMITS; i++) {
        Thread.sleep(PAUSE_MILLIS);
        int answers = relay.answers();
        application.commit();
        long start = System.nanoTime();
        awaitAnswer(daemon, relay, answers);
        double took = (relay.lastAnswer() - start) / 1e6;
        start = System.nanoTime();
        client.put(PLACE + "-durable/put/" + i, new byte[4096]);
        if (i >= WARM_UP) {
          durable.add(took);
          put.add((System.nanoTime() - start) / 1e6);
        }
      }
      // Half of them are the baseline's.
      var asked = difference(before, relay.requests());
      System.out.println("  one PUT a commit, and as many of the baseline: " + asked);
      printPeak(daemon);
      bench.stop(daemon);
    }
    durable.print();
    put.print();
    System.out.printf(
        Locale.ROOT,
        "  p99: %.2f ms, of the put %.2f ms (to reach: p50 25 ms)%n",
        durable.percentile(99),
        put.percentile(99));
  }

  private static void awaitAnswer(Process daemon, CountingRelay relay, int answers)
      throws IOException {
    while (relay.answers() == answers) {
      if (!daemon.isAlive()) {
        throw new IOException("the daemon ended before a commit was durable");
      }
      // A look each tenth of a millisecond leaves the processor to the daemon.
      LockSupport.parkNanos(100_000);
    }
  }

  private static void print(
      String name,
      int seconds,
      Map<String, Integer> before,
      Map<String, Integer> after,
      String limit) {
    var asked = difference(before, after);
    System.out.printf(
        Locale.ROOT,
        "  %-14s %d s: %s, %.2f PUT/s (to reach: %s)%n",
        name,
        seconds,
        asked.isEmpty() ? "no request" : asked,
        (double) asked.getOrDefault("PUT", 0) / seconds,
        limit);
  }

  private static Map<String, Integer> difference(
      Map<String, Integer> before, Map<String, Integer> after) {
    var difference = new TreeMap<String, Integer>();
    after.forEach((kind, count) -> {
      int more = count - before.getOrDefault(kind, 0);
      if (more > 0) {
        difference.put(kind, more);
      }
    });
    return difference;
  }

  private static void printPeak(Process daemon) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "  peak RSS of the daemon: %d MB, with -Xmx64m%n",
        Usage.peakKilobytes(daemon) / 1000);
  }
}
