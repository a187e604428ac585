package bakelite.cli.status;

import bakelite.cli.command.Command;
import bakelite.cli.command.CommandException;
import bakelite.cli.command.Ending;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.config.ConfigurationFile;
import bakelite.cli.config.Member;
import bakelite.cli.replicate.StateRoot;
import bakelite.cli.version.Version;
import bakelite.daemon.DatabaseState;
import bakelite.daemon.StatusFolder;
import java.util.ArrayList;
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
    var stateRoot =
        configuration.stateFolder().isPresent()
            ? configuration.stateFolder().get()
            : StateRoot.of(invocation.surroundings());
    var folder = StatusFolder.in(stateRoot);
    var wanted = invocation.options().database();
    var now = invocation.surroundings().clock().instant();
    var rows = new ArrayList<DatabaseStatus>();
    var found = configuration.members();
    found.problems().forEach(invocation.terminal()::warn);
    found.clashes().forEach(invocation.terminal()::warn);
    for (var member : found.members()) {
      if (wanted.isEmpty() || member.name().equals(wanted.get())) {
        var written =
            folder
                .read(member.name())
                .filter(document -> document.path().equals(member.path().toString()));
        var verdict =
            folder
                .verdict(member.name())
                .filter(said -> said.path().equals(member.path().toString()))
                .filter(said -> said.destination().equals(member.place()));
        rows.add(DatabaseStatus.of(member, written, verdict, now));
      }
    }
    if (rows.isEmpty() && wanted.isPresent()) {
      throw new CommandException(
          ExitCode.NOT_FOUND,
          "cannot find the database '" + wanted.get() + "' in " + configuration.file(),
          "it has " + found.members().stream().map(Member::name).toList());
    }
    if (!rows.isEmpty() && rows.stream().allMatch(row -> row.state() == DatabaseState.STOPPED)) {
      invocation.terminal().note("nothing is protected: no `bakelite daemon` runs");
    }
    invocation.terminal().show(new StatusReport(Version.ofProgram(), rows));
    return ExitCode.OK;
  }
}
