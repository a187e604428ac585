package bakelite.cli.config;

import bakelite.cli.config.Reading.Value;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Paths in the file: absolute, and such that they can be.
final class Paths {
  private final Problems problems;
  private final Path here;

  /// @param here where a relative path was probably meant to start
  Paths(Problems problems, Path here) {
    this.problems = problems;
    this.here = here;
  }

  /// A file, there or not.
  Optional<Path> file(Value value) {
    var path = absolute(value);
    if (path.isPresent() && Files.isDirectory(path.get())) {
      return refused(value, "a file", "the folder");
    }
    return path;
  }

  /// A folder, there or not.
  Optional<Path> folder(Value value) {
    var path = absolute(value);
    if (path.isPresent() && Files.exists(path.get()) && !Files.isDirectory(path.get())) {
      return refused(value, "a folder", "the file");
    }
    return path;
  }

  /// A path that may hold what makes a pattern of it.
  Optional<Path> absolute(Value value) {
    Path path;
    try {
      path = Path.of(value.text());
    } catch (InvalidPathException _) {
      return refused(value, "a path", "what is none:");
    }
    if (value.text().isBlank()) {
      problems.add(value.line(), value.key(), "expected a path, found nothing");
      return Optional.empty();
    }
    if (!path.isAbsolute()) {
      var meant = value.text().startsWith("~") ? "${HOME}" + value.text().substring(1) : "";
      problems.add(
          value.line(),
          value.key(),
          new WrongValue(
                  "an absolute path",
                  Optional.of(meant.isEmpty() ? here.resolve(path).normalize().toString() : meant))
              .found(value.shown()));
      return Optional.empty();
    }
    var normal = path.normalize();
    var folder = normal.getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (folder == null) {
      return refused(value, "more than the root", "");
    }
    if (!Files.isDirectory(folder)) {
      problems.add(
          value.line(), value.key(), "expected folders above it, found the file " + folder);
      return Optional.empty();
    }
    return Optional.of(normal);
  }

  private Optional<Path> refused(Value value, String expected, String what) {
    problems.add(
        value.line(),
        value.key(),
        ("expected " + expected + ", found " + what).strip() + " '" + value.shown() + "'");
    return Optional.empty();
  }
}
