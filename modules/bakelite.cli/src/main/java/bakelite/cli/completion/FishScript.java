package bakelite.cli.completion;

import bakelite.cli.completion.Value.File;
import bakelite.cli.completion.Value.Free;
import bakelite.cli.completion.Value.Word;
import bakelite.cli.text.Usage;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/// The completion of fish.
final class FishScript {
  private FishScript() {}

  static String of(List<Verb> verbs, List<OptionSpec> global) {
    var names = verbs.stream().map(Verb::name).toList();
    var text = new StringBuilder();
    text.append("# fish completion for bakelite, made by `bakelite completion fish`\n");
    text.append("complete -c bakelite -f\n");
    global.forEach(option -> option(text, "", option, names));
    for (var verb : verbs) {
      text.append("complete -c bakelite -n __fish_use_subcommand -a ")
          .append(verb.name())
          .append(" -d ")
          .append(quoted(verb.what()))
          .append('\n');
    }
    for (var verb : verbs) {
      var where = " -n '__fish_seen_subcommand_from " + verb.name() + "'";
      verb.options().forEach(option -> option(text, where, option, names));
      for (var parameter : verb.parameters()) {
        switch (parameter) {
          case Word(var words) ->
              text.append("complete -c bakelite")
                  .append(where)
                  .append(" -a ")
                  .append(quoted(String.join(" ", words)))
                  .append('\n');
          case File() -> text.append("complete -c bakelite").append(where).append(" -F\n");
          case Free() -> {}
        }
      }
    }
    return text.toString();
  }

  private static void option(
      StringBuilder text, String where, OptionSpec option, List<String> verbs) {
    text.append("complete -c bakelite").append(where).append(" -l ");
    text.append(option.longestName().substring(2));
    if (option.arity().max() > 0) {
      text.append(
          switch (Value.of(option, verbs)) {
            case Word(var words) -> " -x -a " + quoted(String.join(" ", words));
            case File() -> " -r -F";
            case Free() -> " -x";
          });
    }
    text.append(" -d ").append(quoted(Usage.what(option))).append('\n');
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
