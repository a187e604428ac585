package bakelite.cli;

import bakelite.cli.command.Command;
import bakelite.cli.command.CommandException;
import bakelite.cli.text.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/// The help texts, from what the verbs say about themselves.
final class Help {
  private static final int WIDTH = 88;
  private static final int LEFT = 22;
  private static final String CONTINUED = "    ";

  private final Grammar grammar;

  Help(Grammar grammar) {
    this.grammar = grammar;
  }

  /// What `bakelite --help` prints.
  String overview() {
    var text = new StringBuilder();
    text.append("Usage: bakelite COMMAND …\n\n");
    text.append("Continuous backup and point-in-time restore for SQLite.\n");
    for (var section : Command.Section.values()) {
      text.append('\n').append(section.heading()).append(":\n");
      grammar
          .verbs()
          .forEach((verb, command) -> {
            if (command.section() == section && !isHidden(verb)) {
              row(text, verb, Usage.firstSentence(spec(verb)));
            }
          });
      if (section == Command.Section.PROGRAM) {
        row(text, Grammar.HELP_VERB, Usage.firstSentence(spec(Grammar.HELP_VERB)));
      }
    }
    text.append("\nEvery command takes:\n");
    grammar.globalOptions().forEach(option -> row(text, Usage.label(option), Usage.what(option)));
    text.append("\n`bakelite COMMAND --help` says more about one of them.\n");
    return text.toString();
  }

  /// What `bakelite VERB --help` prints.
  ///
  /// @throws CommandException when there is no such verb
  String of(String verb) throws CommandException {
    var spec = grammar.specOf(verb).orElseThrow(() -> grammar.noSuchVerb(verb));
    var own = spec.options().stream().filter(option -> !Grammar.isGlobal(option)).toList();
    var text = new StringBuilder();
    usage(text, Usage.synopsis(spec, own));
    for (var paragraph : spec.usageMessage().description()) {
      wrap(paragraph, WIDTH).forEach(line -> text.append(line).append('\n'));
    }
    if (!own.isEmpty() || !spec.positionalParameters().isEmpty()) {
      text.append('\n');
    }
    spec.positionalParameters()
        .forEach(parameter -> row(text, parameter.paramLabel(), Usage.what(parameter)));
    own.forEach(option -> row(text, Usage.label(option), Usage.what(option)));
    text.append("\nEvery command takes:\n");
    grammar.globalOptions().forEach(option -> row(text, Usage.label(option), Usage.what(option)));
    var examples = spec.usageMessage().footer();
    if (examples.length > 0) {
      text.append("\nExamples:\n");
      for (var example : examples) {
        text.append("  ").append(example).append('\n');
      }
    }
    return text.toString();
  }

  /// As many lines as it takes; an option and its value stay together.
  private static void usage(StringBuilder text, String synopsis) {
    var together = ("Usage: bakelite " + synopsis).replaceAll("(\\[--[a-z-]+) ", "$1\u00a0");
    var lines = wrap(together, WIDTH - CONTINUED.length());
    text.append(String.join("\n" + CONTINUED, lines).replace('\u00a0', ' ')).append("\n\n");
  }

  private boolean isHidden(String verb) {
    return spec(verb).usageMessage().hidden();
  }

  private CommandSpec spec(String verb) {
    return grammar.specOf(verb).orElseThrow();
  }

  private static void row(StringBuilder text, String left, String right) {
    var lines = wrap(right, WIDTH - LEFT);
    text.append(String.format(Locale.ROOT, "  %-" + (LEFT - 2) + "s", left));
    if (left.length() > LEFT - 4) {
      text.append('\n').repeat(' ', LEFT);
    }
    text.append(lines.stream().collect(Collectors.joining("\n" + " ".repeat(LEFT)))).append('\n');
  }

  private static List<String> wrap(String text, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
