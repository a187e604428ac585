package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.cli.command.StopRequest;
import bakelite.cli.command.Streams;
import bakelite.cli.command.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// What the program is started in: a folder of its own, local state below it.
///
/// @param folder the caller's; also where local state lies
record Machine(
    Path folder,
    Map<String, String> environment,
    InstantSource clock,
    ZoneId zone,
    boolean isTerminal,
    long seed) {
  static Machine in(Path folder) {
    var state = Map.of("STATE_DIRECTORY", folder.resolve("state").toString());
    return new Machine(folder, state, InstantSource.system(), ZoneOffset.UTC, false, 7);
  }

  Machine with(String variable, String value) {
    var more = new HashMap<>(environment);
    more.put(variable, value);
    return new Machine(folder, more, clock, zone, isTerminal, seed);
  }

  Machine at(InstantSource otherClock, ZoneId otherZone) {
    return new Machine(folder, environment, otherClock, otherZone, isTerminal, seed);
  }

  /// Draws other ids.
  Machine withSeed(long other) {
    return new Machine(folder, environment, clock, zone, isTerminal, other);
  }

  Machine withTerminal() {
    return new Machine(folder, environment, clock, zone, true, seed);
  }

  /// Runs the program to its end.
  Answer call(String... arguments) {
    return call(new StopRequest(), arguments);
  }

  /// The same, with somebody who may ask it to stop.
  Answer call(StopRequest stop, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int status = Cli.run(arguments, surroundings(printing(out), printing(err), stop)).status();
    // What asked it to stop interrupted this thread.
    var _ = Thread.interrupted();
    return new Answer(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// Starts the program; it goes on until it is stopped.
  Running start(String... arguments) {
    var stop = new StopRequest();
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var surroundings = surroundings(printing(out), printing(err), stop);
    var status =
        CompletableFuture.supplyAsync(
            () -> Cli.run(arguments, surroundings).status(),
            task -> Thread.ofPlatform().daemon().start(task));
    return new Running(stop, out, err, status);
  }

  Surroundings surroundings(PrintStream out, PrintStream err, StopRequest stop) {
    return new Surroundings(
        new Streams(out, err, isTerminal, isTerminal),
        environment,
        folder,
        clock,
        zone,
        new Random(seed),
        stop);
  }

  private static PrintStream printing(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /// A call that has not ended.
  record Running(
      StopRequest stop,
      ByteArrayOutputStream out,
      ByteArrayOutputStream err,
      CompletableFuture<Integer> status) {
    /// Waits until standard error says something.
    Running says(String text) throws InterruptedException {
      for (int look = 0; !log().contains(text); look++) {
        assertTrue(!status.isDone() && look < 6_000, () -> "expected " + text + " in: " + log());
        TimeUnit.MILLISECONDS.sleep(5);
      }
      return this;
    }

    String log() {
      return err.toString(StandardCharsets.UTF_8);
    }

    /// Asks it to stop, and waits for its end.
    Answer stopped(StopRequest.Reason reason) throws Exception {
      stop.request(reason);
      return ended();
    }

    /// Waits for its end.
    Answer ended() throws Exception {
      int ending = status.get(60, TimeUnit.SECONDS);
      return new Answer(ending, out.toString(StandardCharsets.UTF_8), log());
    }
  }
}
