package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The part of the build that gives jars a module descriptor which came without one: what it adds,
/// and how it says what does not fit.
class DescriptorsTest {
  private static final Path PROGRAM =
      Path.of(System.getProperty("bakelite.image"), "../../src/build/java/Descriptors.java");
  private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");
  private static final int PATIENCE_SECONDS = 60;

  @TempDir Path folder;
  private Path described;

  @BeforeEach
  void none() throws IOException {
    Files.createDirectories(folder.resolve("descriptors"));
    described = folder.resolve("described");
  }

  @Test
  void aJarIsAModuleAfterwardsAndItsOriginalIsNot() throws Exception {
    var jar = jar("plain-1.0.jar", "plain.Thing");
    descriptor("plain", "module plain { exports plain; requires other; }");
    descriptor("other", "module other {}");
    ends(0, jar, jar("other-2.jar", "other.Thing"));
    var module = only(described.resolve("plain/plain-1.0.jar"));
    assertFalse(module.isAutomatic());
    assertEquals("[other, java.base]", requires(module));
    assertTrue(only(jar).isAutomatic());
  }

  @Test
  void itsDescriptorIsTheSameEveryTime() throws Exception {
    var jar = jar("plain-1.0.jar", "plain.Thing");
    descriptor("plain", "module plain { exports plain; }");
    ends(0, jar);
    var first = Files.readAllBytes(described.resolve("plain/plain-1.0.jar"));
    ends(0, jar);
    assertArrayEquals(first, Files.readAllBytes(described.resolve("plain/plain-1.0.jar")));
  }

  @Test
  void aDescriptorWithoutItsJarIsAnError() throws Exception {
    descriptor("absent", "module absent {}");
    descriptor("plain", "module plain {}");
    var said = ends(1, jar("plain-1.0.jar", "plain.Thing"));
    assertTrue(
        said.contains(
            "/absent/module-info.java: expected a jar of this automatic name, found none among ["),
        said);
  }

  @Test
  void aJarThatHasOneAlreadyIsAnError() throws Exception {
    var jar = jar("plain-1.0.jar", "plain.Thing");
    descriptor("plain", "module plain {}");
    ends(0, jar);
    var said =
        ends(1, Files.move(described.resolve("plain/plain-1.0.jar"), folder.resolve("p.jar")));
    assertTrue(
        said.contains(
            "/plain/module-info.java: expected a jar without a descriptor, found one in p.jar"),
        said);
  }

  @Test
  void aJarWithoutAnyIsAnError() throws Exception {
    var said = ends(1, jar("plain-1.0.jar", "plain.Thing"));
    assertTrue(
        said.contains(
            "/plain/module-info.java: expected a descriptor for plain-1.0.jar, found none"),
        said);
  }

  @Test
  void aDescriptorThatDoesNotCompileIsAnError() throws Exception {
    descriptor("plain", "module plain { exports plain.nothing; }");
    var said = ends(1, jar("plain-1.0.jar", "plain.Thing"));
    assertTrue(said.contains("/plain/module-info.java: expected one that compiles, found"), said);
    assertTrue(said.contains("package is empty or does not exist: plain.nothing"), said);
  }

  private void descriptor(String module, String text) throws IOException {
    var place = Files.createDirectories(folder.resolve("descriptors").resolve(module));
    Files.writeString(place.resolve("module-info.java"), text);
  }

  /// A jar with one class and nothing that says which module it is.
  private Path jar(String name, String type) throws Exception {
    int dot = type.indexOf('.');
    var source = folder.resolve(type.substring(dot + 1) + ".java");
    Files.writeString(
        source, "package " + type.substring(0, dot) + "; class " + type.substring(dot + 1) + " {}");
    var classes = Files.createTempDirectory(folder, "classes");
    run(0, JDK.resolve("javac").toString(), "-d", classes.toString(), source.toString());
    var jar = folder.resolve(name);
    var entry = type.replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(entry));
      out.write(Files.readAllBytes(classes.resolve(entry)));
    }
    return jar;
  }

  private String ends(int status, Path... jars) throws Exception {
    var path = String.join(File.pathSeparator, List.of(jars).stream().map(Path::toString).toList());
    return run(
        status,
        JDK.resolve("java").toString(),
        PROGRAM.toString(),
        folder.resolve("descriptors").toString(),
        described.toString(),
        path);
  }

  private static String run(int status, String... command) throws Exception {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertEquals(status, process.exitValue(), output);
    return output;
  }

  private static ModuleDescriptor only(Path jar) {
    return ModuleFinder.of(jar).findAll().iterator().next().descriptor();
  }

  private static String requires(ModuleDescriptor module) {
    return module.requires().stream()
        .map(each -> each.name())
        .sorted((a, b) -> b.compareTo(a))
        .toList()
        .toString();
  }
}
