package bakelite.cli.replicate;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// `--take-over`, of every verb that protects.
public final class TakeOverOption {
  private static final String NAME = "--take-over";

  private TakeOverOption() {}

  /// Adds it to a verb.
  public static void addTo(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder(NAME)
            .arity("0")
            .type(boolean.class)
            .description(
                "go on with a replica of another writer; only when that writer is gone for good")
            .build());
  }

  /// Whether it was given.
  public static boolean isIn(ParseResult arguments) {
    return arguments.hasMatchedOption(NAME);
  }
}
