package bakelite.cli.child;

import bakelite.cli.command.Ending;
import bakelite.cli.command.Invocation;
import bakelite.daemon.Daemon;
import bakelite.daemon.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// A daemon and an application, of which the application matters more: it is started when its
/// databases are protected, whatever happens to the daemon does not end it, and when it ends, the
/// rest is uploaded and its exit code is passed on.
public final class Supervision {
  private final Invocation invocation;
  private final Daemon daemon;
  private final Child child;
  private volatile Outcome outcome = new Outcome(List.of());
  private final AtomicReference<Optional<Child.Running>> running =
      new AtomicReference<>(Optional.empty());

  public Supervision(Invocation invocation, Daemon daemon, Child child) {
    this.invocation = invocation;
    this.daemon = daemon;
    this.child = child;
  }

  /// Returns when the application has ended and the rest is uploaded.
  public Ending run() throws Exception {
    var stop = invocation.surroundings().stop();
    var protecting = Thread.ofPlatform().name("daemon").start(this::protect);
    try {
      // Before the application runs, a signal is for us alone.
      stop.onRequest(() -> {
        var started = running.get();
        if (started.isPresent()) {
          started.get().signal(stop.reason().orElseThrow());
        } else {
          daemon.requestStop();
        }
      });
      if (!daemon.ready().get() || stop.reason().isPresent()) {
        daemon.requestStop();
        protecting.join();
        return DaemonEnding.of(outcome, false);
      }
      var started = child.start();
      running.set(Optional.of(started));
      stop.reason().ifPresent(started::signal);
      var ending = started.end();
      daemon.requestFinish();
      protecting.join();
      return ending;
    } finally {
      daemon.requestStop();
      protecting.join();
    }
  }

  private void protect() {
    try {
      outcome = daemon.run();
      if (outcome.isFenced() && running.get().isPresent()) {
        invocation
            .terminal()
            .warn("nothing is protected any more; " + child.name() + " is left running");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
