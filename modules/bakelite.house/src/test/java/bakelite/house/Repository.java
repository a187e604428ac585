package bakelite.house;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/// The files of this repository, as the rules look at them.
record Repository(Path root) {

  /// The repository that is being built: the folder that Maven names, else the nearest folder above
  /// the working directory that holds `mvnw`.
  static Repository here() {
    var named = System.getProperty("bakelite.root");
    var start = Path.of(named == null ? "" : named).toAbsolutePath();
    for (var folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("mvnw"))) {
        return new Repository(folder);
      }
    }
    throw new IllegalStateException("cannot find the repository: expected mvnw above " + start);
  }

  /// What ships, module descriptors excepted.
  List<Source> mainSources() {
    return sources("main", name -> !name.equals("module-info.java"));
  }

  List<Source> testSources() {
    return sources("test", name -> true);
  }

  List<Source> moduleDescriptors() {
    return sources("main", name -> name.equals("module-info.java"));
  }

  /// The documents at the top level and all of `docs/`.
  List<Source> documents() {
    var top = list(root, 1, "", name -> name.endsWith(".md"));
    var below = list(root.resolve("docs"), 9, "", name -> name.endsWith(".md"));
    var packaging = list(root.resolve("packaging"), 9, "", name -> name.endsWith(".md"));
    return List.of(top, below, packaging).stream().flatMap(List::stream).toList();
  }

  /// The text of one file, which must exist.
  Source source(String path) {
    try {
      return new Source(path, Files.readString(root.resolve(path), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Source> sources(String tree, Predicate<String> name) {
    var inTree = "/src/" + tree + "/java/";
    return list(
        root.resolve("modules"), 99, inTree, file -> file.endsWith(".java") && name.test(file));
  }

  private List<Source> list(Path folder, int depth, String inPath, Predicate<String> name) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder, depth)) {
      return files
          .filter(file -> name.test(file.getFileName().toString()) && Files.isRegularFile(file))
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(path -> path.contains(inPath))
          .sorted()
          .map(this::source)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
