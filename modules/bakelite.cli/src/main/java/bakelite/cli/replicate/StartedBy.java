package bakelite.cli.replicate;

import bakelite.cli.command.Invocation;
import bakelite.daemon.ThisProcess;
import bakelite.daemon.notify.InitSystem;

/// Whoever started this process as a service, and is told how it is.
public final class StartedBy {
  private StartedBy() {}

  /// The init system of the environment; one that tells nobody where there is none.
  public static InitSystem initSystem(Invocation invocation) {
    return InitSystem.of(
        invocation.surroundings().environment(),
        ThisProcess.identity().process(),
        invocation.terminal()::log);
  }
}
