package bakelite.cli.provider;

import bakelite.store.StoreProvider;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Compiles and packs plugins as strangers would.
public final class Jars {
  private Jars() {}

  /// A provider class, in package `p`.
  ///
  /// @param members of the class, besides what every provider needs
  /// @param type the expression that `type()` returns
  public static String provider(String members, String type) {
    return """
    package p;
    import bakelite.store.*;
    public class P implements StoreProvider {
      %s
      public String type() { return %s; }
      public StoreSettings settings(java.net.URI address) {
        return new StoreSettings(type(), java.util.Map.of());
      }
      public ObjectStore open(StoreSettings settings) throws StoreException {
        throw new StoreException.Unreachable("cannot open: it is a test's", "none", null);
      }
    }
    """
        .formatted(members, type);
  }

  /// A jar without a descriptor, whose service is named in the old way.
  public static Path automatic(Path jar, Map<String, String> sources, Path... with) {
    var classes = compile(jar, sources, with);
    write(classes.resolve("META-INF/services/" + StoreProvider.class.getName()), "p.P\n");
    return pack(jar, classes);
  }

  /// A jar of plain classes.
  public static Path plain(Path jar, Map<String, String> sources, Path... with) {
    return pack(jar, compile(jar, sources, with));
  }

  /// Compiles into a folder beside the jar.
  public static Path compile(Path jar, Map<String, String> sources, Path... with) {
    try {
      var work = Files.createTempDirectory("bakelite-plugin-");
      var classes = work.resolve("classes");
      var arguments = new ArrayList<>(List.of("-d", classes.toString(), "-proc:none", "-nowarn"));
      var path = new ArrayList<String>();
      path.add(contract());
      List.of(with).forEach(each -> path.add(each.toString()));
      var isModule = sources.containsKey("module-info.java");
      arguments.add(isModule ? "--module-path" : "--class-path");
      arguments.add(String.join(java.io.File.pathSeparator, path));
      sources.forEach((name, text) -> {
        write(work.resolve("src").resolve(name), text);
        arguments.add(work.resolve("src").resolve(name).toString());
      });
      compile(arguments);
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Packs a folder of classes.
  public static Path pack(Path jar, Path classes) {
    try {
      Files.createDirectories(jar.getParent());
      // Not by the tool of the JDK, which refuses what is broken on purpose.
      try (var zip = new ZipOutputStream(Files.newOutputStream(jar));
          var files = Files.walk(classes)) {
        for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
          zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
          Files.copy(file, zip);
          zip.closeEntry();
        }
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where the store contract lies.
  public static String contract() {
    return Path.of(
            StoreProvider.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .toString();
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void compile(List<String> arguments) {
    var out = new StringWriter();
    var program = ToolProvider.findFirst("javac").orElseThrow();
    var printer = new PrintWriter(out, true);
    if (program.run(printer, printer, arguments.toArray(String[]::new)) != 0) {
      throw new IllegalStateException("javac " + " " + arguments + ": " + out);
    }
  }
}
