package bakelite.cli.list;

import bakelite.cli.command.Command;
import bakelite.cli.command.Ending;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.config.ConfiguredSource;
import bakelite.cli.source.BranchArgument;
import bakelite.cli.source.Source;
import bakelite.cli.source.TimeSpan;
import bakelite.restore.CommitList;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `list SOURCE`: what can be restored.
public final class ListCommand implements Command {
  private static final String COMMITS = "--commits";

  /// Found as a service.
  public ListCommand() {}

  @Override
  public CommandSpec spec() {
    var spec = CommandSpec.create().name("list").addPositional(Source.parameter());
    spec.usageMessage()
        .description(
            "Shows what can be restored. The spans of time in which every commit is kept; with"
                + " --commits each of them, with its time and what it changed.")
        .footer(
            "bakelite list /var/backups/app",
            "bakelite list /var/backups/app --commits",
            "bakelite list /var/backups/app --commits --since '2h ago'",
            "bakelite list --db app");
    spec.addOption(
        OptionSpec.builder(COMMITS)
            .arity("0")
            .type(boolean.class)
            .description("every commit that `restore --index` can give")
            .build());
    TimeSpan.addTo(spec);
    BranchArgument.addTo(spec);
    return spec;
  }

  @Override
  public Section section() {
    return Section.RECOVER;
  }

  @Override
  public Ending run(Invocation invocation) throws Exception {
    var span = TimeSpan.of(invocation);
    try (var source = ConfiguredSource.open(invocation)) {
      var commits = new CommitsInSpan(CommitList.of(source.replica()), span);
      invocation
          .terminal()
          .show(
              invocation.arguments().hasMatchedOption(COMMITS)
                  ? new CommitsReport(commits)
                  : new OverviewReport(source.replica().name(), commits, Extent.of(commits)));
      return ExitCode.OK;
    }
  }
}
