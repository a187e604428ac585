package bakelite.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A scratch folder, and programs that run in it.
final class Workbench implements AutoCloseable {
  private static final long LONGEST_SECONDS = 1800;

  private final Path launcher;
  private final Path folder;
  private final List<Process> started = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();

  private Workbench(Path launcher, Path folder) {
    this.launcher = launcher;
    this.folder = folder;
  }

  static Workbench open(Path launcher) throws IOException {
    return new Workbench(launcher, Files.createTempDirectory("bakelite-bench"));
  }

  /// What every program that is started from now on finds in its environment.
  void tell(Map<String, String> variables) {
    environment.putAll(variables);
  }

  /// Of the runtime that is measured.
  Path image() {
    return launcher.resolve("../..").normalize();
  }

  Path folder() {
    return folder;
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /// Seconds that a whole process took; it must end with 0.
  double seconds(List<String> command) throws IOException, InterruptedException {
    long start = System.nanoTime();
    var process = start(command);
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(command + " failed: " + Files.readString(file("log")));
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /// What a whole process took.
  ///
  /// @param seconds by the clock
  /// @param cpuSeconds of the processors, for itself and in the kernel
  record Cost(double seconds, double cpuSeconds) {}

  /// The same, with the time of the processors.
  Cost cost(List<String> command) throws IOException, InterruptedException {
    var words = new ArrayList<>(List.of("sh", "-c", "\"$@\" && times >times", "sh"));
    words.addAll(command);
    double seconds = seconds(words);
    // The second line is that of the children: 0m3.110s 0m0.570s
    var times = Files.readAllLines(file("times")).getLast().split("[ms ]+", -1);
    double user = 60 * Double.parseDouble(times[0]) + Double.parseDouble(times[1]);
    double system = 60 * Double.parseDouble(times[2]) + Double.parseDouble(times[3]);
    return new Cost(seconds, user + system);
  }

  /// The cost of bakelite's whole process.
  Cost bakeliteCost(String... arguments) throws IOException, InterruptedException {
    return cost(withLauncher(arguments));
  }

  double bakelite(String... arguments) throws IOException, InterruptedException {
    return seconds(withLauncher(arguments));
  }

  /// Starts bakelite; its output goes to the file `log`.
  Process startBakelite(String... arguments) throws IOException {
    Files.deleteIfExists(file("log"));
    return start(withLauncher(arguments));
  }

  private List<String> withLauncher(String... arguments) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(launcher.toString()), java.util.Arrays.stream(arguments))
        .toList();
  }

  private Process start(List<String> command) throws IOException {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(file("log").toFile()));
    builder.environment().putAll(environment);
    builder.environment().put("STATE_DIRECTORY", file("state").toString());
    var process = builder.start();
    started.add(process);
    return process;
  }

  /// Waits until the log says something.
  void awaitLog(Process process, String text) throws IOException, InterruptedException {
    while (!Files.readString(file("log")).contains(text)) {
      if (!process.isAlive()) {
        throw new IOException(
            "ended before it said '" + text + "': " + Files.readString(file("log")));
      }
      Thread.sleep(5);
    }
  }

  /// Ends a daemon, which must end with 0.
  void stop(Process daemon) throws IOException, InterruptedException {
    daemon.destroy();
    if (!daemon.waitFor(60, TimeUnit.SECONDS) || daemon.exitValue() != 0) {
      throw new IOException("the daemon did not end well: " + Files.readString(file("log")));
    }
  }

  /// Seconds to copy a file and make the copy durable.
  double copyAndSync(Path from, Path to) throws IOException, InterruptedException {
    Files.deleteIfExists(to);
    return seconds(List.of("sh", "-c", "cp \"$0\" \"$1\" && sync \"$1\"", from + "", to + ""));
  }

  /// Whether a program is on PATH.
  static Optional<String> program(String name) {
    for (var folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      var file = Path.of(folder, name);
      if (Files.isExecutable(file)) {
        return Optional.of(file.toString());
      }
    }
    return Optional.empty();
  }

  /// Deletes a file or a folder with everything in it.
  void delete(String name) throws IOException {
    var root = file(name);
    if (Files.notExists(root)) {
      return;
    }
    try (var files = Files.walk(root)) {
      for (var each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Override
  public void close() throws IOException {
    // After a failure: what was stopped already does not mind.
    started.forEach(Process::destroyForcibly);
    delete("");
  }
}
