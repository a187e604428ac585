package bakelite.bench;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Runs benchmarks by name.
public final class Main {
  private static final Map<String, Benchmark> ALL =
      Map.of(
          "blake3", new Blake3Benchmark(),
          "bucket", new BucketBenchmark(),
          "requests", new RequestsBenchmark(),
          "copy", new CopyBenchmark(),
          "restore", new RestoreBenchmark(),
          "durable", new DurableBenchmark(),
          "latency", new LatencyBenchmark(),
          "start", new StartBenchmark(),
          "quiet", new QuietBenchmark(),
          "large", new LargeBenchmark());

  private Main() {}

  /// Runs those that are named.
  ///
  /// @param names of benchmarks, also several in one word with blanks between
  public static void main(String[] names) throws Exception {
    var wanted = List.of(String.join(" ", names).strip().split(" +", -1));
    for (var name : wanted) {
      if (!ALL.containsKey(name)) {
        throw new IllegalArgumentException("expected one of " + ALL.keySet() + ", found " + name);
      }
    }
    var launcher = Path.of(System.getProperty("bakelite.image"), "bin", "bakelite");
    System.out.printf(
        Locale.ROOT,
        "%d processors, %s %s%n",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.version"));
    for (var name : wanted) {
      System.out.println(name);
      try (var bench = Workbench.open(launcher)) {
        requireNonNull(ALL.get(name)).run(bench);
      }
    }
  }
}
