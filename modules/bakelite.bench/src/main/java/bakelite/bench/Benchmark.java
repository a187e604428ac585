package bakelite.bench;

/// One question, answered with figures beside those of a baseline.
interface Benchmark {
  /// Measures and prints.
  void run(Workbench bench) throws Exception;
}
