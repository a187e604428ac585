package bakelite.daemon.notify;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The init system that started this process and wants to be told how it is: systemd with
/// `Type=notify`, or whoever else sets `NOTIFY_SOCKET`. Where nobody does, telling does nothing.
///
/// What could not be told, because nobody read, is told with what comes next. Any thread.
public final class InitSystem implements AutoCloseable {
  /// How often its watchdog is fed while it waits for that long.
  private static final int MEALS = 3;

  private final Optional<NotifySocket> socket;
  private final Optional<Duration> watchdog;
  private final Consumer<String> complain;
  private String untold = "";
  private String status = "";
  private boolean isReady;
  private boolean isComplainedOf;
  private boolean isClosed;

  private InitSystem(
      Optional<NotifySocket> socket, Optional<Duration> watchdog, Consumer<String> complain) {
    this.socket = socket;
    this.watchdog = watchdog;
    this.complain = complain;
  }

  /// Nobody.
  public static InitSystem none() {
    return new InitSystem(Optional.empty(), Optional.empty(), _ -> {});
  }

  /// As the environment says.
  ///
  /// @param environment `NOTIFY_SOCKET`, `WATCHDOG_USEC` and `WATCHDOG_PID` count
  /// @param process id of this process: a watchdog may be meant for another one
  /// @param complain told once, why it cannot be told
  public static InitSystem of(
      Map<String, String> environment, long process, Consumer<String> complain) {
    var name = environment.getOrDefault("NOTIFY_SOCKET", "");
    if (name.isEmpty()) {
      return none();
    }
    try {
      return new InitSystem(
          Optional.of(NotifySocket.to(name)), watchdog(environment, process), complain);
    } catch (IOException unusable) {
      complain.accept(cannot(unusable));
      return none();
    }
  }

  private static Optional<Duration> watchdog(Map<String, String> environment, long process) {
    var whose = environment.getOrDefault("WATCHDOG_PID", "");
    var micros = environment.getOrDefault("WATCHDOG_USEC", "");
    if (!micros.matches("[1-9][0-9]{0,15}")
        || !(whose.isEmpty() || whose.equals(Long.toString(process)))) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos(Math.multiplyExact(Long.parseLong(micros), 1000L)));
  }

  /// At most so long may pass between two calls of [#alive]; empty where it has no watchdog.
  public Optional<Duration> feedEvery() {
    return watchdog.map(limit -> limit.dividedBy(MEALS));
  }

  /// Whether anybody is told.
  public boolean isListening() {
    return socket.isPresent();
  }

  /// What the service does now, in one sentence. Told when it differs from before.
  public synchronized void status(String sentence) {
    var line = sentence.lines().findFirst().orElse("");
    if (!line.equals(status)) {
      status = line;
      tell("STATUS=" + line);
    }
  }

  /// The service has started. Told once.
  public synchronized void ready() {
    if (!isReady) {
      isReady = true;
      tell("READY=1");
    }
  }

  /// The service is about to end.
  public synchronized void stopping() {
    tell("STOPPING=1");
  }

  /// All of the work goes on.
  public synchronized void alive() {
    tell("WATCHDOG=1");
  }

  private void tell(String assignment) {
    if (socket.isEmpty() || isClosed) {
      return;
    }
    var all = untold.isEmpty() ? assignment : untold + "\n" + assignment;
    try {
      socket.get().send(all);
      untold = "";
    } catch (IOException untellable) {
      // A meal that was missed is of no use later, and an older status says nothing.
      untold = lasting(all);
      if (!isComplainedOf) {
        isComplainedOf = true;
        complain.accept(cannot(untellable));
      }
    }
  }

  private String lasting(String assignments) {
    var kept = new StringBuilder();
    if (isReady && assignments.contains("READY=1")) {
      kept.append("READY=1\n");
    }
    if (assignments.contains("STOPPING=1")) {
      kept.append("STOPPING=1\n");
    }
    return kept.append("STATUS=").append(status).toString();
  }

  private static String cannot(IOException why) {
    return String.format(
        Locale.ROOT,
        "cannot tell the init system how this process is (NOTIFY_SOCKET): %s",
        why.getMessage());
  }

  @Override
  public synchronized void close() {
    if (!isClosed) {
      isClosed = true;
      socket.ifPresent(NotifySocket::close);
    }
  }
}
