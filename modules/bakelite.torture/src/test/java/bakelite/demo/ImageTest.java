package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The linked image works wherever it lies and however it is started, and needs nothing outside.
class ImageTest {
  private static final Pattern VERSION =
      Pattern.compile(
          "\\{\"version\":\"[0-9.]+\",\"java\":\"25[0-9.]*\",\"platform\":\"[^\"]+\"}\n");

  @TempDir Path folder;

  @Test
  void itSaysItsVersion() throws Exception {
    assertVersion(Image.in(folder));
  }

  @Test
  void aSymbolicLinkStartsIt() throws Exception {
    var link = folder.resolve("bakelite");
    Files.createSymbolicLink(link, Image.home().resolve("bin/bakelite"));
    assertVersion(Image.in(folder).startedAs(link.toString()));
    assertVersion(Image.in(folder).startedAs("./bakelite"));
    var byName = Image.in(folder).with("PATH", folder + ":" + System.getenv("PATH"));
    assertVersion(byName.startedAs("/bin/sh"), "-c", "bakelite version --json");
  }

  @Test
  void aChainOfRelativeLinksStartsIt() throws Exception {
    var image = Files.createDirectories(folder.resolve("opt/two words"));
    copy(Image.home(), image);
    Files.createDirectories(folder.resolve("usr/bin"));
    Files.createSymbolicLink(
        folder.resolve("opt/current"), Path.of("two words", "bin", "bakelite"));
    Files.createSymbolicLink(folder.resolve("usr/first"), Path.of("../opt/current"));
    Files.createSymbolicLink(folder.resolve("usr/bin/bakelite"), Path.of("../first"));
    var moved = Image.in(folder).startedAs("usr/bin/bakelite");
    assertVersion(moved);
    assertRoundTrip(moved);
  }

  @Test
  void itNeedsNothingOfTheEnvironment() throws Exception {
    var bare = Image.in(folder).without("PATH").without("TMPDIR");
    assertVersion(bare.without("STATE_DIRECTORY"));
    assertRoundTrip(bare);
  }

  @Test
  void nothingIsWrittenToTheTemporaryFolder() throws Exception {
    var temporary = folder.resolve("tmp");
    var image = Image.in(folder).with("BAKELITE_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    assertRoundTrip(image);
    try (var files = Files.list(temporary)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void aTemporaryFolderThatCannotBeWrittenDoesNotMatter() throws Exception {
    assertRoundTrip(
        Image.in(folder)
            .with("TMPDIR", "/proc")
            .with("BAKELITE_JAVA_OPTIONS", "-Djava.io.tmpdir=/proc"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
  void optionsOfOtherProgramsAreNotTakenOver(String variable) throws Exception {
    for (var hostile : List.of("-javaagent:/nowhere.jar", "-Xmx1k", "--nonsense", "-version")) {
      assertVersion(Image.in(folder).with(variable, hostile));
    }
  }

  @Test
  void itsOwnOptionsReachTheVirtualMachine() throws Exception {
    var answer =
        Image.in(folder)
            .with("BAKELITE_JAVA_OPTIONS", "-Xmx32m -XX:+PrintFlagsFinal")
            .call("version")
            .ends(0);
    assertTrue(answer.err().matches("(?s).* MaxHeapSize +[:=]+ 33554432 .*"));
  }

  @Test
  void aFullDiskBehindStandardOutputIsNoSuccess() throws Exception {
    var shell = Image.in(folder).startedAs("/bin/sh");
    var command = Image.home().resolve("bin/bakelite") + " version > /dev/full";
    var answer = shell.call("-c", command).ends(9);
    assertTrue(answer.err().startsWith("bakelite: cannot write the result: "), answer.err());
  }

  /// The name is made by the shell, since the locale of this test may not have the letter either.
  @Test
  void aNameOutsideAsciiIsKeptWithoutALocale() throws Exception {
    assertRoundTrip(Image.in(folder));
    var script =
        "n=$(printf 'k\\303\\266ln') && LAUNCHER restore backups --output $n.db --quiet"
            + " && test -e $n.db && LAUNCHER list $n";
    var launcher = Image.home().resolve("bin/bakelite").toString();
    var shell = Image.in(folder).startedAs("/bin/sh");
    var answer = shell.call("-c", script.replace("LAUNCHER", launcher)).ends(3);
    assertTrue(answer.err().contains("/k\u00f6ln: expected one, found none"), answer.err());
  }

  @Test
  void theDemoIsOneOfItsVerbs() throws Exception {
    var help = Image.in(folder).call("help", "demo").ends(0).out();
    assertTrue(help.startsWith("Usage: bakelite demo [--seconds N] [--keep]\n"), help);
    var overview = Image.in(folder).call("help").ends(0).out();
    assertTrue(overview.contains("\n  demo "), overview);
    assertFalse(overview.contains(WriterCommand.NAME), overview);
  }

  private static void assertVersion(Image image) throws Exception {
    assertVersion(image, "version", "--json");
  }

  private static void assertVersion(Image image, String... arguments) throws Exception {
    var answer = image.call(arguments).ends(0);
    assertTrue(VERSION.matcher(answer.out()).matches(), answer::toString);
    assertEquals("", answer.err());
  }

  /// Protects a database, lists, verifies and restores it.
  private void assertRoundTrip(Image image) throws Exception {
    try (var database = LiveDatabase.at(folder.resolve("app.db"))) {
      var daemon = image.start(": protecting", "replicate", "app.db", "backups");
      database.commit(3);
      daemon.destroy();
      assertEquals(0, daemon.waitFor(), image.log());
    }
    image.call("list", "backups", "--commits").ends(0);
    image.call("verify", "backups").ends(0);
    image.call("verify", "backups", "--deep", "--temp-dir", ".").ends(0);
    image.call("restore", "backups", "--output", "restored.db").ends(0);
    try (var restored = LiveDatabase.at(folder.resolve("restored.db"))) {
      assertEquals(3, restored.rows());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        var target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
