package bakelite.restore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name that a new database has while its own is a link to it: `app.db.restored`, or one with a
/// number where that is taken.
final class Interim {
  private static final String ENDING = ".restored";

  private Interim() {}

  /// The file that an output leads to, when it is a link of ours.
  static Optional<Path> of(Path output) throws IOException {
    if (!Files.isSymbolicLink(output)) {
      return Optional.empty();
    }
    var text = Files.readSymbolicLink(output).toString();
    var ours = Pattern.quote(output.getFileName() + ENDING) + "(-\\d+)?";
    return text.matches(ours) ? Optional.of(output.resolveSibling(text)) : Optional.empty();
  }

  /// A name that neither a file nor a part of one has.
  static Path freeFor(Path output) {
    int number = 1;
    while (true) {
      var ending = number == 1 ? ENDING : ENDING + "-" + number;
      var name = output.resolveSibling(output.getFileName() + ending);
      if (!Files.exists(name, LinkOption.NOFOLLOW_LINKS)
          && OutputRules.companionsOf(name).isEmpty()) {
        return name;
      }
      number++;
    }
  }
}
