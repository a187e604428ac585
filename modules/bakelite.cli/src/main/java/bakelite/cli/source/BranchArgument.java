package bakelite.cli.source;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import bakelite.cli.command.Invocation;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `--branch LIFE`: which history is meant, in a replica that two writers forked.
public final class BranchArgument {
  private static final String BRANCH = "--branch";
  private static final Pattern LIFE = Pattern.compile("[0-9a-f]{1,32}");

  private BranchArgument() {}

  /// Adds the option to a verb.
  public static void addTo(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder(BRANCH)
            .arity("1")
            .type(String.class)
            .paramLabel("LIFE")
            .description(
                "of a replica whose history forks, the branch that this life wrote, as `bakelite list`"
                    + " names it; the beginning is enough")
            .build());
  }

  /// What it asks for.
  ///
  /// @throws CommandException of kind usage when it cannot be a life
  public static Optional<String> of(Invocation invocation) throws CommandException {
    if (!invocation.arguments().hasMatchedOption(BRANCH)) {
      return Optional.empty();
    }
    var text = invocation.arguments().matchedOptionValue(BRANCH, "");
    if (!LIFE.matcher(text).matches()) {
      throw new CommandException(
          ExitCode.USAGE,
          "cannot choose a branch: expected up to 32 of 0 to 9 and a to f, found '" + text + "'",
          "`bakelite list` names the branches");
    }
    return Optional.of(text);
  }
}
