package bakelite.cli.completion;

import bakelite.cli.text.Usage;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// A verb as a script knows it.
///
/// @param name of it
/// @param what it does, in a sentence without the stop
/// @param options that it has of its own
/// @param parameters what may stand in its places, in their order; the last one repeats
record Verb(String name, String what, List<OptionSpec> options, List<Value> parameters) {
  /// All that people are told about.
  static List<Verb> of(CommandSpec root) {
    var specs = Usage.verbs(root);
    var names = specs.stream().map(CommandSpec::name).toList();
    return specs.stream().map(spec -> of(root, spec, names)).toList();
  }

  private static Verb of(CommandSpec root, CommandSpec spec, List<String> names) {
    return new Verb(
        spec.name(),
        Usage.withoutStop(Usage.firstSentence(spec)),
        Usage.ownOptions(root, spec),
        spec.positionalParameters().stream().map(parameter -> Value.of(parameter, names)).toList());
  }
}
