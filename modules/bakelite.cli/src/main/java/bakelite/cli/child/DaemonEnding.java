package bakelite.cli.child;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.Ending;
import bakelite.cli.command.ExitCode;
import bakelite.daemon.Outcome;
import java.util.Optional;

/// What the end of a daemon means for its process.
public final class DaemonEnding {
  private DaemonEnding() {}

  /// All durable is fine, and there is nothing to lose of a file that never was. All fenced, or all
  /// protected by another process, is that, and what `--once` could not do has the exit code of its
  /// first reason.
  public static Ending of(Outcome outcome, boolean once) throws Exception {
    var unfinished =
        outcome.databases().stream()
            .filter(each -> !each.isDurable() && (once || !each.isMissing()))
            .toList();
    if (unfinished.isEmpty()) {
      return ExitCode.OK;
    }
    var first = cause(unfinished.getFirst());
    if (first.isPresent() && (once || outcome.isFenced() || outcome.isStateInUse())) {
      throw first.get();
    }
    throw new CommandException(
        ExitCode.STORAGE,
        "cannot end with everything in its replica: "
            + String.join(", ", unfinished.stream().map(Outcome.Ended::name).toList()),
        "the lines above say why; what was captured waits on the local disk for the next start");
  }

  private static Optional<Exception> cause(Outcome.Ended ended) {
    return ended.ending() instanceof bakelite.daemon.Ending.Failed(var cause)
        ? Optional.of(cause)
        : Optional.empty();
  }
}
