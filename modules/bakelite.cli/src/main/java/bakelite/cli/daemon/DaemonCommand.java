package bakelite.cli.daemon;

import bakelite.backup.BackupSurroundings;
import bakelite.backup.StateFolder;
import bakelite.cli.child.Child;
import bakelite.cli.child.DaemonEnding;
import bakelite.cli.child.Supervision;
import bakelite.cli.command.Command;
import bakelite.cli.command.CommandException;
import bakelite.cli.command.Ending;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.config.Configuration;
import bakelite.cli.config.ConfigurationFile;
import bakelite.cli.replicate.StartedBy;
import bakelite.cli.replicate.TakeOverOption;
import bakelite.cli.version.Version;
import bakelite.daemon.Daemon;
import bakelite.daemon.DaemonEvent;
import bakelite.daemon.EventLines;
import bakelite.daemon.Outcome;
import bakelite.daemon.StatusFolder;
import bakelite.daemon.ThisProcess;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `daemon`: protects every configured database until it is stopped.
public final class DaemonCommand implements Command {
  private static final String ONCE = "--once";

  /// Found as a service.
  public DaemonCommand() {}

  @Override
  public CommandSpec spec() {
    var spec = CommandSpec.create().name("daemon");
    spec.usageMessage()
        .description(
            "Protects every database of the configuration until it is stopped. Each is on its own: one"
                + " that cannot be protected is told about and tried again, and the others go on."
                + " SIGTERM and SIGINT end it after a last upload.")
        .footer(
            "bakelite daemon --config bakelite.yml",
            "bakelite daemon --once",
            "bakelite daemon -- /srv/app/bin/server --port 8080");
    spec.addOption(
        OptionSpec.builder(ONCE)
            .arity("0")
            .type(boolean.class)
            .description("bring every replica up to date, and end")
            .build());
    TakeOverOption.addTo(spec);
    Child.addTo(spec, 0);
    return spec;
  }

  @Override
  public Section section() {
    return Section.PROTECT;
  }

  @Override
  public boolean endsItself() {
    return true;
  }

  @Override
  public Ending run(Invocation invocation) throws Exception {
    var arguments = invocation.arguments();
    boolean once = arguments.hasMatchedOption(ONCE);
    var child = Child.of(invocation, 0);
    if (once && child.isPresent()) {
      throw new CommandException(
          ExitCode.USAGE,
          "cannot run daemon: expected --once or an application, found both",
          "leave one of them out");
    }
    var configuration = ConfigurationFile.load(invocation);
    configuration.warnings().forEach(invocation.terminal()::warn);
    refuseUnclear(configuration);
    var roster = new ConfiguredRoster(invocation, configuration, TakeOverOption.isIn(arguments));
    StateFolder.settleIn(roster.stateRoot());
    var status = StatusFolder.in(roster.stateRoot());
    var daemon =
        new Daemon(
            roster,
            new Daemon.Rules(once, roster.lookEvery()),
            StartedBy.initSystem(invocation),
            status,
            surroundings(invocation),
            (name, destination, event) -> log(invocation, name, destination, event));
    try (var _ = Listening.to(daemon, configuration, status, invocation)) {
      return child.isPresent()
          ? new Supervision(invocation, daemon, child.get()).run()
          : DaemonEnding.of(run(invocation, daemon), once);
    }
  }

  /// Files that would have one name are a mistake of the configuration as long as nothing runs;
  /// later they are told about and left alone.
  private static void refuseUnclear(Configuration configuration) throws CommandException {
    var clashes = configuration.members().clashes();
    if (!clashes.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          String.join("\n", clashes),
          "give one pattern that reaches both, or one of them an entry with a name");
    }
  }

  private static Outcome run(Invocation invocation, Daemon daemon) throws InterruptedException {
    invocation.surroundings().stop().onRequest(daemon::requestStop);
    return daemon.run();
  }

  private static BackupSurroundings surroundings(Invocation invocation) {
    var surroundings = invocation.surroundings();
    return new BackupSurroundings(
        surroundings.clock(),
        surroundings.random(),
        ThisProcess.identity(),
        ThisProcess::mayLive,
        Version.asWriter(),
        event -> {});
  }

  private static void log(
      Invocation invocation, String name, String destination, DaemonEvent event) {
    var line = EventLines.of(name, destination, event);
    if (line.level() != EventLines.Level.DETAIL || invocation.options().verbose()) {
      invocation.terminal().log(line.text());
    }
  }
}
