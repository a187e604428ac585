package bakelite.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The documents of this repository, as far as they show commands.
final class Documents {
  private Documents() {}

  /// The lines of a document.
  static List<String> lines(String document) {
    for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("mvnw"))) {
        try {
          return Files.readAllLines(at.resolve(document));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    throw new IllegalStateException("cannot find the repository: expected mvnw above here");
  }

  /// The commands in the indented blocks of a document, without what is behind a `#`.
  static List<String> commands(String document) {
    return lines(document).stream()
        .filter(line -> line.startsWith("    bakelite ") && !line.startsWith("    bakelite: "))
        .map(line -> line.replaceFirst("\\s+#.*", "").strip())
        .toList();
  }

  /// Splits a line as a shell does that knows blanks and single quotes.
  static String[] words(String line) {
    var words = new ArrayList<String>();
    var pieces = line.split("'", -1);
    for (int piece = 0; piece < pieces.length; piece++) {
      if (piece % 2 == 1) {
        words.add(pieces[piece]);
      } else {
        words.addAll(List.of(pieces[piece].strip().split(" +")));
      }
    }
    words.removeIf(String::isEmpty);
    return words.toArray(new String[0]);
  }
}
