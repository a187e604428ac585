package bakelite.cli.command;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The wish of the outside that the program ends: SIGINT or SIGTERM. Comes at most once; what comes
/// after the first changes nothing here.
public final class StopRequest {
  /// Who asks.
  public enum Reason {
    /// SIGINT: a person at the keyboard.
    INTERRUPT(ExitCode.INTERRUPTED),
    /// SIGTERM: a service manager, a container, a shutdown.
    TERMINATE(ExitCode.TERMINATED);

    private final ExitCode code;

    Reason(ExitCode code) {
      this.code = code;
    }

    /// What a command ends with that was cut short by this.
    public ExitCode code() {
      return code;
    }
  }

  private final CompletableFuture<Reason> first = new CompletableFuture<>();

  /// Nobody has asked so far.
  public StopRequest() {}

  /// Asks for the end.
  ///
  /// @return whether this was the first time
  public boolean request(Reason reason) {
    return first.complete(reason);
  }

  /// Who asked, when somebody has.
  public Optional<Reason> reason() {
    return Optional.ofNullable(first.getNow(null));
  }

  /// Runs an action when the request comes, on the thread that brings it; at once when it is there
  /// already. The action must return soon.
  public void onRequest(Runnable action) {
    var _ = first.thenRun(action);
  }

  /// Waits for the request.
  ///
  /// @return who asked; empty when nobody did in this time
  public Optional<Reason> await(Duration atMost) throws InterruptedException {
    try {
      return Optional.of(first.get(atMost.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException _) {
      return Optional.empty();
    } catch (ExecutionException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
