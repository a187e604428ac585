package bakelite.cli;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Arguments that mean nothing, explained in our words, with what was probably meant.
final class WrongUsage {
  private WrongUsage() {}

  static CommandException explained(ParameterException wrong) {
    var command = wrong.getCommandLine().getCommandSpec().qualifiedName();
    return switch (wrong) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched, command);
      case MissingParameterException missing ->
          usage(command, labels(missing), "none", "`" + command + " --help` shows how");
      case OverwrittenOptionException twice ->
          usage(command, name(twice.getOverwritten()) + " once", "it twice", seeHelp(command));
      case ParameterException value when value.getArgSpec() != null && value.getValue() != null ->
          usage(
              command,
              values(value.getArgSpec()) + " for " + name(value.getArgSpec()),
              quoted(value.getValue()),
              seeHelp(command));
      default -> usage(command, "other arguments", inOurTone(wrong), seeHelp(command));
    };
  }

  /// A verb that there is not, asked for by name.
  static CommandException noSuchVerb(String verb, CommandLine line) {
    var similar = new UnmatchedArgumentException(line, List.of(verb)).getSuggestions();
    return usage(
        "bakelite",
        "a command",
        quoted(verb),
        similar.isEmpty() ? "`bakelite --help` lists the commands" : didYouMean(similar));
  }

  /// No verb at all.
  static CommandException noVerb() {
    return usage("bakelite", "a command", "none", "`bakelite --help` lists the commands");
  }

  private static CommandException unmatched(UnmatchedArgumentException wrong, String command) {
    var word = wrong.getUnmatched().getFirst();
    var line = wrong.getCommandLine();
    if (line.getParent() == null && !word.startsWith("-")) {
      return noSuchVerb(word, line);
    }
    var similar = wrong.isUnknownOption() ? wrong.getSuggestions() : List.<String>of();
    return usage(
        command,
        word.startsWith("-") ? "an option that it has" : "nothing more",
        quoted(word),
        similar.isEmpty() ? seeHelp(command) : didYouMean(similar));
  }

  private static String labels(MissingParameterException missing) {
    return missing.getMissing().stream()
        .map(argument ->
            argument.isOption() ? name(argument) + " " + argument.paramLabel() : name(argument))
        .collect(Collectors.joining(" and "));
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  /// What can stand there.
  private static String values(ArgSpec argument) {
    var constants = argument.type().getEnumConstants();
    return constants == null
        ? "a whole number"
        : "one of "
            + Arrays.stream(constants)
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
  }

  private static String inOurTone(ParameterException wrong) {
    var text = String.valueOf(wrong.getMessage());
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  private static String quoted(String word) {
    return "'" + word + "'";
  }

  private static String didYouMean(List<String> similar) {
    return "did you mean " + similar.getFirst() + "?";
  }

  private static String seeHelp(String command) {
    return "`" + command + " --help` lists what it takes";
  }

  private static CommandException usage(
      String command, String expected, String found, String hint) {
    return new CommandException(
        ExitCode.USAGE,
        "cannot run " + command + ": expected " + expected + ", found " + found,
        hint);
  }
}
