package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What lies in the image, and what does not.
class ImageContentTest {
  /// All that our modules and libraries require of the JDK.
  private static final List<String> OF_THE_JDK =
      List.of(
          "java.base",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.security.sasl",
          "java.sql",
          "java.sql.rowset",
          "java.transaction.xa",
          "java.xml",
          "jdk.httpserver",
          "jdk.unsupported");

  @TempDir Path folder;

  @Test
  void onlyWhatIsRequiredIsLinked() throws Exception {
    var java = Image.in(folder).startedAs(Image.home().resolve("bin/java").toString());
    var modules =
        java.call("--list-modules")
            .ends(0)
            .out()
            .lines()
            .map(line -> line.replaceFirst("@.*", ""))
            .toList();
    assertTrue(
        modules.containsAll(
            List.of("bakelite.cli", "bakelite.demo", "bakelite.store.fs", "bakelite.store.s3")));
    assertEquals(
        OF_THE_JDK,
        modules.stream()
            .filter(name -> name.startsWith("java.") || name.startsWith("jdk."))
            .toList());
    assertTrue(
        modules.stream().noneMatch(name -> name.contains("test") || name.contains("house")),
        modules::toString);
  }

  @Test
  void theLauncherAndJavaAreItsOnlyPrograms() throws Exception {
    try (var programs = Files.list(Image.home().resolve("bin"))) {
      assertEquals(
          List.of("bakelite", "java"),
          programs.map(program -> program.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void theNativeLibrariesAreThoseOfTheImage() throws Exception {
    var image = Image.in(folder);
    try (var database = LiveDatabase.at(folder.resolve("app.db"))) {
      database.commit(1);
      var daemon = image.start(": protecting", "replicate", "app.db", "backups");
      var mapped =
          Files.readAllLines(Path.of("/proc", Long.toString(daemon.pid()), "maps")).stream()
              .filter(line -> line.contains("sqlite") || line.contains("zstd"))
              .filter(line -> line.contains(".so"))
              .map(line -> Path.of(line.substring(line.indexOf('/'))))
              .collect(Collectors.toSet());
      daemon.destroy();
      assertEquals(0, daemon.waitFor(), image.log());
      assertEquals(2, mapped.size(), mapped::toString);
      for (var library : mapped) {
        assertEquals(Image.home().toRealPath().resolve("lib"), library.getParent());
      }
    }
  }
}
