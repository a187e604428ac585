package bakelite.demo;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The processes of a demonstration: the application, the daemon, and short calls of other verbs.
final class Stage implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final Program program;
  private final Path folder;
  private final Surroundings surroundings;
  private @Nullable Process writer;
  private @Nullable Process daemon;

  Stage(Program program, Path folder, Surroundings surroundings) {
    this.program = program;
    this.folder = folder;
    this.surroundings = surroundings;
  }

  /// The folder that everything happens in.
  Path folder() {
    return folder;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  /// Starts the application; returns when it has committed.
  void startWriter() throws IOException, InterruptedException, CommandException {
    writer =
        program.start(
            folder,
            folder.resolve("writer.log"),
            WriterCommand.NAME,
            "app.db",
            "truth",
            "--seed",
            Long.toString(surroundings.random().nextLong(1, 1_000_000)));
    waitFor("the application's first commit", () -> committed() > 0, writer);
  }

  /// Starts the daemon; returns when it says that it protects the database.
  ///
  /// @return how long that took, in milliseconds
  long startDaemon() throws IOException, InterruptedException, CommandException {
    var log = folder.resolve("daemon.log");
    long before = Files.exists(log) ? Files.size(log) : 0;
    var begun = surroundings.clock().instant();
    daemon = program.start(folder, log, "replicate", "app.db", "backups");
    waitFor("the daemon to protect app.db", () -> saysProtecting(log, before), daemon);
    return Duration.between(begun, surroundings.clock().instant()).toMillis();
  }

  private static boolean saysProtecting(Path log, long from) {
    try {
      var text = Files.readString(log);
      return text.substring((int) Math.min(from, text.length())).contains(": protecting");
    } catch (IOException notYet) {
      return false;
    }
  }

  /// Kills the daemon with SIGKILL.
  ///
  /// @return the commit that the application had reached by then
  long killDaemon() throws InterruptedException {
    var running = daemon;
    if (running != null) {
      running.destroyForcibly().waitFor();
    }
    return committed();
  }

  /// Asks the application to stop.
  ///
  /// @return how many commits it made
  long stopWriter() throws InterruptedException {
    stop(writer);
    return committed();
  }

  /// Asks the daemon to stop after a last upload.
  ///
  /// @return its exit code
  int stopDaemon() throws InterruptedException {
    return stop(daemon);
  }

  private static int stop(@Nullable Process process) throws InterruptedException {
    if (process == null) {
      return -1;
    }
    process.destroy();
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }

  /// Runs `verify` on the replica.
  ///
  /// @return its exit code
  int verify(Consumer<String> tell) throws IOException, InterruptedException {
    tell.accept("$ bakelite verify backups");
    var output = folder.resolve("verify.out");
    int exit = call(output, "verify", "backups");
    Files.readAllLines(output).forEach(line -> tell.accept("  " + line));
    return exit;
  }

  /// Runs a verb to its end, its output going to a file that is made anew.
  int call(Path output, String... arguments) throws IOException, InterruptedException {
    Files.deleteIfExists(output);
    return program.start(folder, output, arguments).waitFor();
  }

  /// Lets the others work for a while.
  void let(Duration time) throws InterruptedException, CommandException {
    if (surroundings.stop().await(time).isPresent()) {
      throw new CommandException(
          ExitCode.INTERRUPTED, "cannot finish the demonstration: stopped", "run it again");
    }
  }

  /// The last commit in the application's record.
  long committed() {
    try {
      return Truth.read(folder.resolve("truth")).last();
    } catch (IOException notYet) {
      return 0;
    }
  }

  private void waitFor(String what, BooleanSupplier condition, Process process)
      throws InterruptedException, CommandException {
    var deadline = surroundings.clock().instant().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      let(LOOK_EVERY);
      if (!process.isAlive() || surroundings.clock().instant().isAfter(deadline)) {
        throw new CommandException(
            ExitCode.INTERNAL_ERROR,
            String.format(
                Locale.ROOT,
                "cannot go on: expected %s, found %s",
                what,
                process.isAlive()
                    ? "nothing after " + PATIENCE.toSeconds() + " s"
                    : "that the process ended with " + process.exitValue()),
            "its log file is in " + folder);
      }
    }
  }

  @Override
  public void close() {
    for (var process : new Process[] {writer, daemon}) {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  /// The verbs and arguments that restore one point.
  static List<String> restoring(long index, Path output) {
    return List.of(
        "restore",
        "backups",
        "--index",
        Long.toString(index),
        "--output",
        output.toString(),
        "--json");
  }
}
