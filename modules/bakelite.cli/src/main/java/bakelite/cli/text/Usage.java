package bakelite.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// How a verb is written, from what it says about itself: the same words in help, manual and
/// completion.
public final class Usage {
  private Usage() {}

  /// The verbs that people are told about, in the order of the grammar.
  ///
  /// @param root the grammar of the program
  public static List<CommandSpec> verbs(CommandSpec root) {
    return root.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(spec -> !spec.usageMessage().hidden())
        .toList();
  }

  /// The options of a verb that not every verb takes.
  public static List<OptionSpec> ownOptions(CommandSpec root, CommandSpec verb) {
    Set<String> global =
        root.options().stream().map(OptionSpec::longestName).collect(Collectors.toSet());
    return verb.options().stream()
        .filter(option -> !global.contains(option.longestName()))
        .toList();
  }

  /// The verb, its parameters and its own options, such as `restore [SOURCE] --output FILE`.
  public static String synopsis(CommandSpec spec, List<OptionSpec> own) {
    var words = new ArrayList<String>();
    words.add(spec.name());
    spec.positionalParameters().forEach(parameter -> words.add(word(parameter)));
    own.forEach(option -> words.add(option.required() ? label(option) : "[" + label(option) + "]"));
    return String.join(" ", words);
  }

  private static String word(PositionalParamSpec parameter) {
    return parameter.arity().min() == 0
        ? "[" + parameter.paramLabel() + "]"
        : parameter.paramLabel();
  }

  /// An option with its value, such as `--index N`.
  public static String label(OptionSpec option) {
    return option.arity().max() == 0
        ? option.longestName()
        : option.longestName() + " " + option.paramLabel();
  }

  /// What an option or a parameter does.
  public static String what(CommandLine.Model.ArgSpec argument) {
    return String.join(" ", argument.description());
  }

  /// What a verb does, in one sentence.
  public static String firstSentence(CommandSpec spec) {
    var text = String.join(" ", spec.usageMessage().description());
    var end = text.indexOf(". ");
    return end < 0 ? text : text.substring(0, end + 1);
  }

  /// A sentence without the stop at its end.
  public static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }
}
