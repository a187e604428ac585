package bakelite.cli.restore;

import bakelite.cli.command.Command;
import bakelite.cli.command.Ending;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.command.Progress;
import bakelite.cli.command.Terminal;
import bakelite.cli.config.ConfiguredSource;
import bakelite.cli.source.Source;
import bakelite.cli.source.TargetArguments;
import bakelite.cli.text.Amounts;
import bakelite.cli.text.Moments;
import bakelite.format.CommitRecord;
import bakelite.replica.Target;
import bakelite.restore.RestoreProgress;
import bakelite.restore.Restorer;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `restore SOURCE --output FILE`: rebuilds a database as of any commit.
public final class RestoreCommand implements Command {
  private static final String OUTPUT = "--output";
  private static final String CHECK = "--check";

  /// Found as a service.
  public RestoreCommand() {}

  @Override
  public CommandSpec spec() {
    var spec = CommandSpec.create().name("restore").addPositional(Source.parameter());
    spec.usageMessage()
        .description(
            "Rebuilds a database from its replica, as of the newest commit or of any other. Every page"
                + " is proved against what was committed, and SQLite checks the result, before the"
                + " file gets its name: it is there whole, or not at all. An existing file is never"
                + " touched.")
        .footer(
            "bakelite restore /var/backups/app --output app.db",
            "bakelite restore /var/backups/app --output app.db --at '2h ago'",
            "bakelite restore /var/backups/app --output app.db --index 1204");
    spec.addOption(
        OptionSpec.builder(OUTPUT, "-o")
            .arity("1")
            .type(String.class)
            .required(true)
            .paramLabel("FILE")
            .description("where the database is to be; no file may be there")
            .build());
    TargetArguments.addTo(spec);
    return spec.addOption(
        OptionSpec.builder(CHECK)
            .arity("1")
            .type(CheckLevel.class)
            .paramLabel("LEVEL")
            .description("what SQLite checks: full, quick or none; default full")
            .build());
  }

  @Override
  public Section section() {
    return Section.RECOVER;
  }

  @Override
  public Ending run(Invocation invocation) throws Exception {
    var surroundings = invocation.surroundings();
    var terminal = invocation.terminal();
    var target = TargetArguments.of(invocation);
    var output = surroundings.resolve(invocation.arguments().matchedOptionValue(OUTPUT, ""));
    var level = invocation.arguments().matchedOptionValue(CHECK, CheckLevel.FULL);
    var started = surroundings.clock().instant();
    try (var source = ConfiguredSource.open(invocation);
        var progress = terminal.progress("restoring", surroundings.clock())) {
      var told = new Told(terminal, progress, target);
      var restored =
          new Restorer(source.replica(), SqliteCheck.of(level), told).restore(target, output);
      progress.end();
      restored.warning().ifPresent(reason -> terminal.warn(SqliteCheck.notChecked(reason)));
      terminal.show(
          new RestoreReport(
              restored, level, Duration.between(started, surroundings.clock().instant())));
      return ExitCode.OK;
    }
  }

  /// Says which commit it became, and how far it is.
  private record Told(Terminal terminal, Progress progress, Target target)
      implements RestoreProgress {
    @Override
    public void chosen(CommitRecord commit) {
      if (target instanceof Target.AtIndex(long index) && index != commit.index()) {
        terminal.note(
            "index "
                + Amounts.number(index)
                + " holds no commit of the application; the one before it is meant");
      }
      var because =
          target instanceof Target.AtTime(Instant at)
              ? ", the newest not after " + Moments.utc(at)
              : "";
      terminal.note("restoring " + RestoreReport.described(commit) + because);
    }

    @Override
    public void written(long bytes, long total) {
      progress.at(bytes, total);
    }
  }
}
