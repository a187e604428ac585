package bakelite.cli;

import bakelite.cli.command.Ending;
import bakelite.cli.command.StopRequest;
import bakelite.cli.command.StopRequest.Reason;
import bakelite.cli.command.Streams;
import bakelite.cli.command.Surroundings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import sun.misc.Signal;

/// The process that we are: its streams, clock and signals, and its end.
///
/// Signals are taken with `sun.misc.Signal` and not with a shutdown hook: the virtual machine
/// leaves a signal that has a handler alone, so the command ends in its own time and with its own
/// exit code. After a shutdown hook that code would always be 143.
@TouchesTheMachine
final class HostProcess {
  /// A second signal within this time is the same one: a shell and its child often pass on both.
  private static final Duration SAME_SIGNAL = Duration.ofSeconds(1);

  private final StopRequest stop = new StopRequest();
  private final Surroundings surroundings;
  private volatile Instant asked = Instant.MAX;

  private HostProcess() {
    surroundings =
        new Surroundings(
            new Streams(
                stream(FileDescriptor.out, 1),
                stream(FileDescriptor.err, 2),
                isTerminal("bakelite.stdout"),
                isTerminal("bakelite.stderr")),
            System.getenv(),
            Path.of("").toAbsolutePath(),
            InstantSource.system(),
            ZoneId.systemDefault(),
            new SecureRandom(),
            stop);
  }

  static HostProcess current() {
    var process = new HostProcess();
    Signal.handle(new Signal("INT"), _ -> process.signalled(Reason.INTERRUPT));
    Signal.handle(new Signal("TERM"), _ -> process.signalled(Reason.TERMINATE));
    return process;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  /// Ends the process. Daemon threads and whatever else still runs are not waited for.
  void end(Ending ending) {
    System.exit(ending.status());
  }

  private void signalled(Reason reason) {
    var now = Instant.now();
    if (stop.reason().isEmpty()) {
      asked = now;
      stop.request(reason);
    } else if (now.isAfter(asked.plus(SAME_SIGNAL))) {
      // Asked twice: at once. Whatever is durable by now is, as after any kill.
      Runtime.getRuntime().halt(reason.code().status());
    }
  }

  /// The launcher knows what the streams are; the JDK only tells for both at once.
  private static boolean isTerminal(String property) {
    return "terminal".equals(System.getProperty(property));
  }

  private static PrintStream stream(FileDescriptor descriptor, int number) {
    var out = new ReaderMayLeave(new FileOutputStream(descriptor), isPipe(number));
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  /// Whether somebody reads it who may go away, as far as Linux tells.
  private static boolean isPipe(int number) {
    try {
      var target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + number)).toString();
      return target.startsWith("pipe:") || target.startsWith("socket:");
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }
}
