package bakelite.cli.completion;

import bakelite.cli.completion.Value.File;
import bakelite.cli.completion.Value.Free;
import bakelite.cli.completion.Value.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/// The completion of bash, in plain bash: nothing else has to be installed.
final class BashScript {
  private static final String FILES =
      "compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- \"$current\"))";

  private BashScript() {}

  static String of(List<Verb> verbs, List<OptionSpec> global) {
    var names = verbs.stream().map(Verb::name).toList();
    var all =
        Stream.concat(global.stream(), verbs.stream().flatMap(verb -> verb.options().stream()))
            .filter(option -> option.arity().max() > 0)
            .toList();
    var values = new LinkedHashMap<String, Value>();
    all.forEach(option -> values.put(option.longestName(), Value.of(option, names)));
    var text = new StringBuilder();
    text.append("# bash completion for bakelite, made by `bakelite completion bash`\n");
    text.append("_bakelite() {\n");
    text.append("  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n");
    text.append("  local verb='' i\n");
    text.append("  COMPREPLY=()\n");
    text.append("  for ((i = 1; i < COMP_CWORD; i++)); do\n");
    text.append("    case ${COMP_WORDS[i]} in\n");
    text.append("      ").append(String.join("|", values.keySet())).append(") ((i++)) ;;\n");
    text.append("      --) compopt -o default; return ;;\n");
    text.append("      -*) ;;\n");
    text.append("      *) [[ -n $verb ]] || verb=${COMP_WORDS[i]} ;;\n");
    text.append("    esac\n  done\n");
    text.append("  case $previous in\n");
    values.forEach((name, value) -> row(text, "    " + name, answer(value) + "; return"));
    text.append("  esac\n  local words files=''\n  case $verb in\n");
    row(text, "    ''", "words='" + String.join(" ", names) + "'");
    for (var verb : verbs) {
      row(text, "    " + verb.name(), ofVerb(verb));
    }
    text.append("    *) return ;;\n  esac\n");
    text.append("  words+=' ").append(options(global)).append("'\n");
    text.append("  if [[ -n $files && $current != -* ]]; then\n    ").append(FILES);
    text.append("\n  else\n    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n  fi\n}\n");
    text.append("complete -F _bakelite bakelite\n");
    return text.toString();
  }

  private static String ofVerb(Verb verb) {
    var words = new StringBuilder(options(verb.options()));
    boolean files = false;
    for (var parameter : verb.parameters()) {
      switch (parameter) {
        case Word(var each) -> words.append(' ').append(String.join(" ", each));
        case File() -> files = true;
        case Free() -> {}
      }
    }
    return "words='" + words.toString().strip() + "'" + (files ? " files=1" : "");
  }

  private static String answer(Value value) {
    return switch (value) {
      case Word(var words) ->
          "COMPREPLY=($(compgen -W '" + String.join(" ", words) + "' -- \"$current\"))";
      case File() -> FILES;
      case Free() -> ":";
    };
  }

  private static String options(List<OptionSpec> options) {
    return options.stream().map(OptionSpec::longestName).collect(Collectors.joining(" "));
  }

  private static void row(StringBuilder text, String pattern, String commands) {
    text.append(pattern).append(") ").append(commands).append(" ;;\n");
  }
}
