package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.StoreProvider;
import bakelite.store.testkit.StoreConformance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/// `examples/provider`, built as a stranger would: by a Maven of its own, of which our modules are
/// no part, from the store contract and the test kit as they would be published.
///
/// Its local repository is made of links to that of this build, without our modules, and of the two
/// that are published; so nothing is fetched, and nothing is installed anywhere.
final class ExampleProject {
  private static final long PATIENCE_MINUTES = 8;
  private static final String VERSION = System.getProperty("bakelite.version");

  private final Path folder;

  private ExampleProject(Path folder) {
    this.folder = folder;
  }

  /// Copies it, and builds and tests it there.
  static ExampleProject built(Path work) throws Exception {
    var root = Path.of(System.getProperty("bakelite.root"));
    var repository = repository(work.resolve("repository"));
    publish(root, repository, "", Path.of("pom.xml"), null);
    publish(
        root,
        repository,
        "-store",
        Path.of("modules/bakelite.store/pom.xml"),
        jar(StoreProvider.class));
    publish(
        root,
        repository,
        "-store-testkit",
        Path.of("modules/bakelite.store.testkit/pom.xml"),
        jar(StoreConformance.class));
    var project = work.resolve("provider");
    copy(root.resolve("examples/provider"), project);
    var log = work.resolve("example.log");
    var maven =
        new ProcessBuilder(
                Path.of(System.getProperty("maven.home"), "bin/mvn").toString(),
                "-B",
                "-o",
                "-Dmaven.repo.local=" + repository,
                "-Dbakelite.version=" + VERSION,
                // The suite itself is tested elsewhere; here it has to run.
                "-Dbakelite.test.keys=1200",
                "-Dbakelite.test.rounds=5",
                "verify")
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    maven.environment().remove("BAKELITE_TEST_REQUIRE");
    var process = maven.start();
    assertTrue(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES), "the example is still built");
    assertEquals(0, process.exitValue(), () -> read(log));
    return new ExampleProject(project);
  }

  /// What is dropped into a provider folder.
  Path jar() {
    return folder.resolve("target/bakelite-logfile-1.0.jar");
  }

  /// How the conformance suite went.
  String conformance() {
    return read(folder.resolve("target/store-conformance.tsv"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path jar(Class<?> type) throws Exception {
    var jar = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    assertTrue(Files.isRegularFile(jar), () -> "run by `verify`, which packs; found " + jar);
    return jar;
  }

  private static Path repository(Path repository) throws IOException {
    Files.createDirectories(repository);
    try (var groups =
        Files.newDirectoryStream(Path.of(System.getProperty("bakelite.repository")))) {
      for (var group : groups) {
        if (!group.endsWith("bakelite")) {
          Files.createSymbolicLink(repository.resolve(group.getFileName()), group);
        }
      }
    }
    return repository;
  }

  private static void publish(Path root, Path repository, String what, Path pom, Path jar)
      throws IOException {
    var name = "bakelite" + what;
    var folder = Files.createDirectories(repository.resolve(Path.of("bakelite", name, VERSION)));
    // A pom that is published says its version; in the tree it stands in one place.
    var published = Files.readString(root.resolve(pom)).replace("${revision}", VERSION);
    Files.writeString(folder.resolve(name + "-" + VERSION + ".pom"), published);
    if (jar != null) {
      Files.copy(jar, folder.resolve(name + "-" + VERSION + ".jar"));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path place, BasicFileAttributes attributes)
              throws IOException {
            if (place.endsWith("target")) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(from.relativize(place).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file).toString()));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
