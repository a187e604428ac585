package bakelite.cli.status;

import bakelite.cli.command.Command;
import bakelite.cli.command.Ending;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.config.ConfigurationFile;
import bakelite.cli.version.Version;
import bakelite.daemon.DatabaseState;
import picocli.CommandLine.Model.CommandSpec;

/// `status`: how each configured database is, with or without a daemon that runs. Reads what the
/// daemon wrote down, and no destination: it answers while a store does not.
public final class StatusCommand implements Command {
  /// Found as a service.
  public StatusCommand() {}

  @Override
  public CommandSpec spec() {
    var spec = CommandSpec.create().name("status");
    spec.usageMessage()
        .description(
            "Shows how each configured database is, the worst first. Its state, how far the replica is"
                + " behind, and the newest commit that can be restored.")
        .footer("bakelite status", "bakelite status --json");
    return spec;
  }

  @Override
  public Section section() {
    return Section.PROTECT;
  }

  @Override
  public Ending run(Invocation invocation) throws Exception {
    var configuration = ConfigurationFile.load(invocation);
    var rows = WrittenStatus.of(invocation, configuration);
    if (!rows.isEmpty() && rows.stream().allMatch(row -> row.state() == DatabaseState.STOPPED)) {
      invocation.terminal().note("nothing is protected: no `bakelite daemon` runs");
    }
    invocation.terminal().show(new StatusReport(Version.ofProgram(), rows));
    return ExitCode.OK;
  }
}
