package bakelite.cli.completion;

import bakelite.cli.completion.Value.File;
import bakelite.cli.completion.Value.Free;
import bakelite.cli.completion.Value.Word;
import bakelite.cli.text.Usage;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/// The completion of zsh.
final class ZshScript {
  private ZshScript() {}

  static String of(List<Verb> verbs, List<OptionSpec> global) {
    var names = verbs.stream().map(Verb::name).toList();
    var text = new StringBuilder();
    text.append("#compdef bakelite\n");
    text.append("# made by `bakelite completion zsh`\n");
    text.append("_bakelite() {\n  local context state state_descr line\n  typeset -A opt_args\n");
    text.append("  local -a global verbs\n  global=(\n");
    global.forEach(option -> text.append("    ").append(spec(option, names)).append('\n'));
    text.append("  )\n  verbs=(\n");
    for (var verb : verbs) {
      text.append("    ").append(quoted(verb.name() + ":" + verb.what())).append('\n');
    }
    text.append("  )\n");
    text.append("  _arguments -C $global '1: :->verb' '*:: :->rest'\n");
    text.append("  case $state in\n");
    text.append("    verb) _describe command verbs ;;\n");
    text.append("    rest)\n      case $words[1] in\n");
    for (var verb : verbs) {
      text.append("        ").append(verb.name()).append(") _arguments $global");
      verb.options().forEach(option -> text.append(" \\\n          ").append(spec(option, names)));
      for (int place = 0; place < verb.parameters().size(); place++) {
        var at = place == verb.parameters().size() - 1 ? "*" : String.valueOf(place + 1);
        text.append(" \\\n          ")
            .append(quoted(at + ": :" + action(verb.parameters().get(place))));
      }
      text.append(" ;;\n");
    }
    text.append("      esac ;;\n  esac\n}\n");
    text.append(
        "if [[ $funcstack[1] == _bakelite ]]; then _bakelite \"$@\"; else compdef _bakelite bakelite; fi\n");
    return text.toString();
  }

  private static String spec(OptionSpec option, List<String> verbs) {
    var what = Usage.what(option).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]");
    var text = option.longestName() + "[" + what.replace(":", "\\:") + "]";
    if (option.arity().max() > 0) {
      text += ":" + option.paramLabel() + ":" + action(Value.of(option, verbs));
    }
    return quoted(text);
  }

  private static String action(Value value) {
    return switch (value) {
      case Word(var words) -> "(" + String.join(" ", words) + ")";
      case File() -> "_files";
      case Free() -> "";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
