package bakelite.demo;

import bakelite.cli.command.Command;
import bakelite.cli.command.CommandException;
import bakelite.cli.command.Ending;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `bakelite demo`: a live writer, the real daemon killed with SIGKILL in mid-write and started
/// again, restores compared with what the writer knows. Everything happens in a scratch folder.
public final class DemoCommand implements Command {
  private static final int KILLS = 5;
  private static final int RANDOM_POINTS = 10;

  /// Found as a service.
  public DemoCommand() {}

  @Override
  public CommandSpec spec() {
    var spec = CommandSpec.create().name("demo");
    spec.usageMessage()
        .description(
            "Shows in a scratch folder what bakelite is for: an application writes, the daemon is"
                + " killed with SIGKILL in mid-write and started again, and the database is restored"
                + " at the latest and at random commits, each compared with what was written.");
    spec.addOption(
        OptionSpec.builder("--seconds")
            .type(Integer.class)
            .defaultValue("15")
            .paramLabel("N")
            .description("How long the application writes (default 15).")
            .build());
    spec.addOption(
        OptionSpec.builder("--keep")
            .type(Boolean.class)
            .description("Keep the scratch folder.")
            .build());
    return spec;
  }

  @Override
  public Section section() {
    return Section.PROGRAM;
  }

  @Override
  public Ending run(Invocation invocation)
      throws IOException, SQLException, InterruptedException, CommandException {
    var surroundings = invocation.surroundings();
    var temporary = surroundings.resolve(surroundings.environment().getOrDefault("TMPDIR", "/tmp"));
    var folder = Files.createTempDirectory(temporary, "bakelite-demo-");
    boolean keep = invocation.arguments().matchedOptionValue("--keep", false);
    try {
      int seconds = invocation.arguments().matchedOptionValue("--seconds", 15);
      return story(invocation, folder, Duration.ofSeconds(Math.max(1, seconds)));
    } catch (CommandException failed) {
      keep = true;
      throw failed;
    } finally {
      if (keep) {
        invocation.terminal().note("kept: " + folder);
      } else {
        delete(folder);
      }
    }
  }

  private static Ending story(Invocation invocation, Path folder, Duration length)
      throws IOException, SQLException, InterruptedException, CommandException {
    var terminal = invocation.terminal();
    terminal.tell("Everything happens in " + folder);
    try (var stage = new Stage(Program.thisOne(), folder, invocation.surroundings())) {
      stage.startWriter();
      terminal.tell("An application writes to app.db, in a process of its own.");
      terminal.tell("$ bakelite replicate app.db backups");
      terminal.tell("  protected after " + stage.startDaemon() + " ms");
      for (int kill = 1; kill <= KILLS; kill++) {
        stage.let(length.dividedBy(KILLS + 1L));
        long commit = stage.killDaemon();
        terminal.tell(
            String.format(
                Locale.ROOT,
                "  killed with SIGKILL at commit %,d, started again, protected again after %,d ms",
                commit,
                stage.startDaemon()));
      }
      stage.let(length.dividedBy(KILLS + 1L));
      long commits = stage.stopWriter();
      terminal.tell(
          String.format(Locale.ROOT, "The application stopped after %,d commits.", commits));
      int exit = stage.stopDaemon();
      terminal.tell("The daemon was asked to stop and ended with exit code " + exit + ".");
      var results = new Restores(stage).compare(RANDOM_POINTS, commits, terminal::tell);
      return verdict(invocation, results, exit, stage.verify(terminal::tell));
    }
  }

  private static Ending verdict(
      Invocation invocation, List<String> problems, int daemonExit, int verifyExit)
      throws CommandException {
    if (problems.isEmpty() && daemonExit == 0 && verifyExit == 0) {
      invocation.terminal().tell("Every restore was exactly what the application had written.");
      return ExitCode.OK;
    }
    throw new CommandException(
        ExitCode.NOT_PROVED,
        "cannot vouch for this build: expected every restore to be exact, found "
            + (problems.isEmpty()
                ? "exit codes " + daemonExit + " (daemon) and " + verifyExit + " (verify)"
                : problems),
        "the folder is kept: its log files and the replica show what happened");
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
