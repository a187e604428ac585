package bakelite.cli.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;

/// What may stand for an option's value or a parameter.
sealed interface Value {
  /// One of these words.
  record Word(List<String> words) implements Value {}

  /// A file, or what lies on the way to one.
  record File() implements Value {}

  /// Something that only the person knows.
  record Free() implements Value {}

  /// Labels of what is a file or a folder on this machine.
  Set<String> FILES = Set.of("FILE", "DIR", "SOURCE", "DB", "DEST");

  /// The kind that an argument asks for.
  ///
  /// @param verbs what `COMMAND` stands for
  static Value of(ArgSpec argument, List<String> verbs) {
    var candidates = argument.completionCandidates();
    if (candidates != null) {
      var words = new ArrayList<String>();
      candidates.forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
      return new Word(words);
    }
    var label = argument.paramLabel();
    if (label.equals("COMMAND")) {
      return new Word(verbs);
    }
    return FILES.contains(label) || label.startsWith("--") ? new File() : new Free();
  }
}
