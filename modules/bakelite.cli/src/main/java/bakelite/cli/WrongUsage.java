package bakelite.cli;

import bakelite.cli.command.CommandException;
import bakelite.cli.command.ExitCode;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Arguments that mean nothing, explained in our words, with what was probably meant.
final class WrongUsage {
  private WrongUsage() {}

  static CommandException explained(ParameterException wrong) {
    var line = wrong.getCommandLine();
    var command = line.getCommandSpec().qualifiedName();
    return switch (wrong) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched, command);
      case MissingParameterException missing ->
          usage(
              "cannot run " + command + ": expected " + labels(missing) + ", found none",
              "`" + command + " --help` shows an example");
      default -> usage("cannot run " + command + ": " + inOurTone(wrong), seeHelp(command));
    };
  }

  /// A verb that there is not, asked for by name.
  static CommandException noSuchVerb(String verb, CommandLine line) {
    var similar = new UnmatchedArgumentException(line, List.of(verb)).getSuggestions();
    return usage(
        "cannot find the command '" + verb + "'",
        similar.isEmpty() ? "`bakelite --help` lists the commands" : didYouMean(similar));
  }

  private static CommandException unmatched(UnmatchedArgumentException wrong, String command) {
    var word = wrong.getUnmatched().getFirst();
    var line = wrong.getCommandLine();
    if (line.getParent() == null && !word.startsWith("-")) {
      return noSuchVerb(word, line);
    }
    var kind = word.startsWith("-") ? "option" : "argument";
    var similar = wrong.isUnknownOption() ? wrong.getSuggestions() : List.<String>of();
    return usage(
        "cannot run " + command + ": it takes no " + kind + " '" + word + "'",
        similar.isEmpty() ? seeHelp(command) : didYouMean(similar));
  }

  private static String labels(MissingParameterException missing) {
    return String.join(
        " and ",
        missing.getMissing().stream()
            .map(argument ->
                argument.isOption()
                    ? ((CommandLine.Model.OptionSpec) argument).longestName()
                        + " "
                        + argument.paramLabel()
                    : argument.paramLabel())
            .toList());
  }

  private static String inOurTone(ParameterException wrong) {
    var text = String.valueOf(wrong.getMessage());
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  private static String didYouMean(List<String> similar) {
    return "did you mean " + similar.getFirst() + "?";
  }

  private static String seeHelp(String command) {
    return "`" + command + " --help` lists what it takes";
  }

  private static CommandException usage(String message, String hint) {
    return new CommandException(ExitCode.USAGE, message, hint);
  }
}
