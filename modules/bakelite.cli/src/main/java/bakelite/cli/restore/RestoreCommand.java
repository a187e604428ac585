package bakelite.cli.restore;

import bakelite.cli.command.Command;
import bakelite.cli.command.CommandException;
import bakelite.cli.command.Ending;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.config.ConfiguredSource;
import bakelite.cli.source.BranchArgument;
import bakelite.cli.source.Source;
import bakelite.cli.source.TargetArguments;
import bakelite.replica.ReplicaException;
import bakelite.replica.Target;
import bakelite.restore.Output;
import bakelite.restore.Restorer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `restore SOURCE --output FILE`: rebuilds a database as of any commit.
public final class RestoreCommand implements Command {
  private static final String OUTPUT = "--output";
  private static final String CHECK = "--check";
  private static final String FORCE = "--force";
  private static final String IF_MISSING = "--if-missing";
  private static final String IF_REPLICA = "--if-replica";

  /// Found as a service.
  public RestoreCommand() {}

  @Override
  public CommandSpec spec() {
    var spec = CommandSpec.create().name("restore").addPositional(Source.parameter());
    spec.usageMessage()
        .description(
            "Rebuilds a database from its replica, as of the newest commit or of any other. Every page"
                + " is proved against what was committed, and SQLite checks the result, before the"
                + " file gets its name: it is there whole, or not at all. An existing file is left alone,"
                + " unless --force lets it be replaced.")
        .footer(
            "bakelite restore /var/backups/app --output app.db",
            "bakelite restore /var/backups/app --output app.db --at '2h ago'",
            "bakelite restore /var/backups/app --output app.db --index 1204",
            "bakelite restore /var/backups/app --output app.db --force",
            "bakelite restore /var/backups/app --output app.db --if-missing --if-replica");
    spec.addOption(
        OptionSpec.builder(OUTPUT, "-o")
            .arity("1")
            .type(String.class)
            .required(true)
            .paramLabel("FILE")
            .description("where the database is to be; no file may be there")
            .build());
    TargetArguments.addTo(spec);
    BranchArgument.addTo(spec);
    spec.addOption(
        flag(
            FORCE,
            "replace a file that is there and that nobody uses, once the new one is proved; owner,"
                + " group and mode stay, a -wal, -shm or -journal beside it is set aside"));
    spec.addOption(flag(IF_MISSING, "a file that is there is fine, and nothing is read"));
    spec.addOption(
        flag(IF_REPLICA, "no replica yet is fine, nor one whose first full copy is not complete"));
    return spec.addOption(
        OptionSpec.builder(CHECK)
            .arity("1")
            .type(CheckLevel.class)
            .paramLabel("LEVEL")
            .description("what SQLite checks: full, quick or none; default full")
            .build());
  }

  private static OptionSpec flag(String name, String what) {
    return OptionSpec.builder(name).arity("0").type(boolean.class).description(what).build();
  }

  @Override
  public Section section() {
    return Section.RECOVER;
  }

  @Override
  public Ending run(Invocation invocation) throws Exception {
    var arguments = invocation.arguments();
    var output = invocation.surroundings().resolve(arguments.matchedOptionValue(OUTPUT, ""));
    var target = TargetArguments.of(invocation);
    refuseContradiction(arguments);
    if (arguments.hasMatchedOption(IF_MISSING) && Files.isRegularFile(output)) {
      invocation.terminal().show(NothingRestored.outputExists(output));
      return ExitCode.OK;
    }
    try {
      restore(invocation, target, output);
    } catch (ReplicaException.NothingYet none) {
      if (!arguments.hasMatchedOption(IF_REPLICA)) {
        throw none;
      }
      var why = String.valueOf(none.getMessage());
      invocation.terminal().show(NothingRestored.noReplica(output, why));
    }
    return ExitCode.OK;
  }

  private static void refuseContradiction(ParseResult arguments) throws CommandException {
    if (arguments.hasMatchedOption(IF_MISSING) && arguments.hasMatchedOption(FORCE)) {
      throw new CommandException(
          ExitCode.USAGE,
          "cannot restore: expected --if-missing or --force, found both",
          "--if-missing leaves a file that is there, --force replaces it");
    }
  }

  private static void restore(Invocation invocation, Target target, Path path) throws Exception {
    var terminal = invocation.terminal();
    var clock = invocation.surroundings().clock();
    var level = invocation.arguments().matchedOptionValue(CHECK, CheckLevel.FULL);
    var system = new SystemFiles();
    var output =
        invocation.arguments().hasMatchedOption(FORCE)
            ? new Output.Replacing(path, system)
            : new Output.NewFile(path, system);
    var started = clock.instant();
    try (var source = ConfiguredSource.open(invocation);
        var progress = terminal.progress("restoring", clock)) {
      var told = new Told(terminal, progress, target);
      var restored =
          new Restorer(source.replica(), SqliteCheck.of(level), told).restore(target, output);
      progress.end();
      var took = Duration.between(started, clock.instant());
      var report = new RestoreReport(restored, level, took, system.warning());
      report.warnings().forEach(terminal::warn);
      terminal.show(report);
    }
  }
}
