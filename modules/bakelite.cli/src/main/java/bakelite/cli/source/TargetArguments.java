package bakelite.cli.source;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import bakelite.replica.Target;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `--at TIME` or `--index N`: the moment that is asked for; the latest without them.
public final class TargetArguments {
  private static final String AT = "--at";
  private static final String INDEX = "--index";

  private TargetArguments() {}

  /// Adds the two options to a verb.
  public static void addTo(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder(AT)
            .arity("1")
            .type(String.class)
            .paramLabel("TIME")
            .description(
                "the newest commit not after this: 2026-11-26T10:06:53Z, '2026-11-26 10:06' in this"
                    + " machine's time zone, or '2h ago'")
            .build());
    spec.addOption(
        OptionSpec.builder(INDEX)
            .arity("1")
            .type(Long.class)
            .paramLabel("N")
            .description("exactly this commit, as `bakelite list --commits` shows it")
            .build());
  }

  /// What they ask for.
  ///
  /// @throws CommandException of kind usage when they ask for both, or for what cannot be
  public static Target of(Invocation invocation) throws CommandException {
    var arguments = invocation.arguments();
    var surroundings = invocation.surroundings();
    boolean byTime = arguments.hasMatchedOption(AT);
    boolean byIndex = arguments.hasMatchedOption(INDEX);
    if (byTime && byIndex) {
      throw new CommandException(
          ExitCode.USAGE,
          "cannot choose a commit: expected --at or --index, found both",
          "leave one of them out");
    }
    if (byTime) {
      var time = new TimeArgument(surroundings.clock().instant(), surroundings.zone());
      return new Target.AtTime(time.parse(arguments.matchedOptionValue(AT, "")));
    }
    if (byIndex) {
      return index(arguments.matchedOptionValue(INDEX, 0L));
    }
    return new Target.Latest();
  }

  private static Target index(long index) throws CommandException {
    if (index < 1) {
      throw new CommandException(
          ExitCode.USAGE,
          "cannot choose a commit: expected an index from 1, found " + index,
          "`bakelite list --commits` shows them all");
    }
    return new Target.AtIndex(index);
  }
}
