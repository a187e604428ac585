package bakelite.cli.source;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.cli.text.Moments;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `--since TIME` and `--until TIME`: the commits that are asked for; all without them.
///
/// @param since the earliest moment that counts
/// @param until the latest moment that counts
public record TimeSpan(Optional<Instant> since, Optional<Instant> until) {
  private static final String SINCE = "--since";
  private static final String UNTIL = "--until";

  /// Adds the two options to a verb.
  public static void addTo(CommandSpec spec) {
    spec.addOption(option(SINCE, "only commits at or after this, written as for `restore --at`"));
    spec.addOption(option(UNTIL, "only commits at or before this"));
  }

  private static OptionSpec option(String name, String what) {
    return OptionSpec.builder(name)
        .arity("1")
        .type(String.class)
        .paramLabel("TIME")
        .description(what)
        .build();
  }

  /// What they ask for.
  ///
  /// @throws CommandException of kind usage when a time cannot be read, or the span ends before it
  ///   begins
  public static TimeSpan of(Invocation invocation) throws CommandException {
    var since = moment(invocation, SINCE);
    var until = moment(invocation, UNTIL);
    if (since.isPresent() && until.isPresent() && since.get().isAfter(until.get())) {
      throw new CommandException(
          ExitCode.USAGE,
          "cannot choose commits: expected --until not before --since, found "
              + Moments.utc(until.get())
              + " before "
              + Moments.utc(since.get()),
          "exchange them");
    }
    return new TimeSpan(since, until);
  }

  private static Optional<Instant> moment(Invocation invocation, String option)
      throws CommandException {
    if (!invocation.arguments().hasMatchedOption(option)) {
      return Optional.empty();
    }
    var surroundings = invocation.surroundings();
    var time = new TimeArgument(surroundings.clock().instant(), surroundings.zone());
    return Optional.of(time.parse(invocation.arguments().matchedOptionValue(option, "")));
  }

  /// Whether a moment lies in it; both ends do.
  public boolean contains(Instant moment) {
    return since.filter(moment::isBefore).isEmpty() && until.filter(moment::isAfter).isEmpty();
  }
}
