import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/// What a run with `-XX:DumpLoadedClassList` wrote, as far as it is the same in each.
final class LoadedClasses {
  private LoadedClasses() {}

  /// Adds the lines of a file.
  static void addTo(Set<String> classes, Path list) throws IOException {
    try (var lines = Files.lines(list)) {
      lines
          // What was resolved until the end (@cp) is a matter of the threads' luck, and saves
          // nothing.
          .filter(line -> !line.startsWith("#") && !line.startsWith("@cp"))
          // Identifiers count per run; only class loaders of one's own need them, and there is
          // none.
          .map(line -> line.replaceFirst(" id: \\d+$", ""))
          .forEach(classes::add);
    }
  }
}
