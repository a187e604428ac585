import java.io.IOException;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// Gives jars a module descriptor that came without one, since jlink takes no others.
///
/// A folder below `src/descriptors` is named after a module and holds its `module-info.java`. The
/// module is the jar whose automatic name this is: `Automatic-Module-Name` in its manifest, else
/// what Java makes of its file name. So our own modules require it by one name, with a descriptor
/// in the image and without one in the rest of the build. What is missing or too much is an error.
///
/// ```
/// java Descriptors.java <folder of descriptors> <folder for the jars> <jars, as in a class path>
/// ```
final class Descriptors {
  private static final String SOURCE = "module-info.java";
  private static final String COMPILED = "module-info.class";

  /// When a descriptor is added to a jar, as the jar says: always the same.
  private static final FileTime ALWAYS = FileTime.fromMillis(946_684_800_000L);

  private final Path folder;
  private final Path described;
  private final List<Path> jars;

  /// @param folder has a folder for each module
  /// @param described is made anew, and gets the jars with a descriptor
  Descriptors(Path folder, Path described, List<Path> jars) {
    this.folder = folder;
    this.described = described;
    this.jars = jars;
  }

  static void main(String[] arguments) throws IOException {
    var jars = Stream.of(arguments[2].split(java.io.File.pathSeparator)).map(Path::of).toList();
    new Descriptors(Path.of(arguments[0]), Path.of(arguments[1]), jars).add();
  }

  /// The sources of all descriptors, in order.
  List<Path> sources() throws IOException {
    try (var folders = Files.list(folder)) {
      return folders.filter(Files::isDirectory).map(each -> each.resolve(SOURCE)).sorted().toList();
    }
  }

  /// Adds every descriptor to a copy of its jar.
  ///
  /// @return all jars, copies in the place of theirs
  List<Path> add() throws IOException {
    LinkImage.delete(described);
    Files.createDirectories(described);
    var all = new ArrayList<>(jars);
    var modules = modules();
    for (var source : sources()) {
      var name = source.getParent().getFileName().toString();
      var module = modules.remove(name);
      if (module == null) {
        throw cannotDescribe(source, "a jar of this automatic name", "none among " + names(jars));
      }
      var jar = Path.of(module.location().orElseThrow());
      if (!module.descriptor().isAutomatic()) {
        throw cannotDescribe(source, "a jar without a descriptor", "one in " + jar.getFileName());
      }
      all.set(all.indexOf(jar), described(source, name, jar));
    }
    for (var module : modules.values()) {
      if (module.descriptor().isAutomatic()) {
        var name = module.descriptor().name();
        throw cannotDescribe(
            folder.resolve(name).resolve(SOURCE),
            "a descriptor for " + Path.of(module.location().orElseThrow()).getFileName(),
            "none");
      }
    }
    return all;
  }

  private Map<String, ModuleReference> modules() {
    return ModuleFinder.of(jars.toArray(Path[]::new)).findAll().stream()
        .collect(
            Collectors.toMap(
                module -> module.descriptor().name(), module -> module, (a, _) -> a, TreeMap::new));
  }

  private Path described(Path source, String name, Path jar) throws IOException {
    var place = Files.createDirectories(described.resolve(name));
    compile(source, name, jar, place);
    var copy = Files.copy(jar, place.resolve(jar.getFileName()));
    try (var inside = FileSystems.newFileSystem(copy)) {
      var entry = Files.copy(place.resolve(COMPILED), inside.getPath("/" + COMPILED));
      var times = Files.getFileAttributeView(entry, BasicFileAttributeView.class);
      times.setTimes(ALWAYS, ALWAYS, ALWAYS);
    }
    return copy;
  }

  private void compile(Path source, String name, Path jar, Path classes) throws IOException {
    var others = jars.stream().filter(other -> !other.equals(jar)).toList();
    var compiler = ToolProvider.getSystemJavaCompiler();
    var messages = new StringWriter();
    var options =
        List.of(
            "-d",
            classes.toString(),
            "--patch-module=" + name + "=" + jar,
            "--module-path=" + String.join(java.io.File.pathSeparator, names(others)),
            "-proc:none",
            "-implicit:none");
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var task =
          compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(source));
      if (!task.call()) {
        throw cannotDescribe(source, "one that compiles", messages.toString());
      }
    }
  }

  private static List<String> names(List<Path> paths) {
    return paths.stream().map(Path::toString).toList();
  }

  private static IOException cannotDescribe(Path source, String expected, String found) {
    return new IOException(
        "cannot link the image with " + source + ": expected " + expected + ", found " + found);
  }
}
