package bakelite.cli.status;

import bakelite.cli.command.Command;
import bakelite.cli.command.CommandException;
import bakelite.cli.command.Ending;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.config.ConfigurationFile;
import bakelite.cli.config.Durations;
import bakelite.cli.config.WrongValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `check`: whether each configured database is protected right now, for a timer or a monitor.
/// Reads what `status` reads, and answers by its exit code.
public final class CheckCommand implements Command {
  private static final String MAX_LAG = "--max-lag";
  private static final String MAX_VERIFY_AGE = "--max-verify-age";
  private static final Duration USUAL_LAG = Duration.ofSeconds(60);

  /// Found as a service.
  public CheckCommand() {}

  @Override
  public CommandSpec spec() {
    var spec = CommandSpec.create().name("check");
    spec.usageMessage()
        .description(
            "Says whether each database is protected right now, for a timer or a monitor. Ends with 1"
                + " and one line for each problem where one is not, or where the last `verify` did not"
                + " prove its replica.")
        .footer("bakelite check", "bakelite check --max-lag 5m --max-verify-age 2d");
    spec.addOption(
        duration(
            MAX_LAG, "how old the oldest commit may be that is not in the replica; default 60s"));
    spec.addOption(
        duration(
            MAX_VERIFY_AGE,
            "how long ago `verify` may have looked last; without it, that it never did is no problem"));
    return spec;
  }

  private static OptionSpec duration(String name, String what) {
    return OptionSpec.builder(name)
        .arity("1")
        .type(String.class)
        .paramLabel("DURATION")
        .description(what)
        .build();
  }

  @Override
  public Section section() {
    return Section.PROTECT;
  }

  @Override
  public Ending run(Invocation invocation) throws Exception {
    var limits =
        new Doubt.Limits(
            given(invocation, MAX_LAG).orElse(USUAL_LAG), given(invocation, MAX_VERIFY_AGE));
    var configuration = ConfigurationFile.load(invocation);
    var rows = WrittenStatus.of(invocation, configuration);
    var now = invocation.surroundings().clock().instant();
    var doubts = new ArrayList<Doubt>();
    rows.stream()
        .sorted(DatabaseStatus.WORST_FIRST)
        .forEach(row -> doubts.addAll(Doubt.of(row, limits, now)));
    if (rows.isEmpty()) {
      doubts.add(
          new Doubt(
              Optional.empty(),
              "nothing is protected: "
                  + configuration.file()
                  + " names no database that is there now",
              "look at its patterns"));
    }
    invocation.terminal().show(new CheckReport(rows.size(), List.copyOf(doubts)));
    return doubts.isEmpty() ? ExitCode.OK : ExitCode.NOT_PROVED;
  }

  private static Optional<Duration> given(Invocation invocation, String option)
      throws CommandException {
    var text = Optional.ofNullable(invocation.arguments().<String>matchedOptionValue(option, null));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Durations.parse(text.get()));
    } catch (WrongValue wrong) {
      throw new CommandException(
          ExitCode.USAGE,
          "cannot use " + option + ": " + wrong.found(text.get()),
          "a whole number and its unit: ms, s, m, h or d");
    }
  }
}
