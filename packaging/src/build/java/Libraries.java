import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/// The libraries in the image, with the licence of each: what the class path has, described by
/// `licences/libraries.tsv`. One without a line there, or a line without its library, is an error.
final class Libraries {
  private static final Pattern LEGAL =
      Pattern.compile("META-INF/(?:.*/)?([^/]*(?:LICENSE|NOTICE)[^/]*)");

  /// One of them.
  ///
  /// @param licence an SPDX expression
  record Library(
      String group, String artifact, String version, Path jar, String licence, String copyright) {}

  private final Path texts;
  private final List<Library> all;

  private Libraries(Path texts, List<Library> all) {
    this.texts = texts;
    this.all = all;
  }

  /// Reads them.
  ///
  /// @param texts the folder of the table and of texts of licences
  /// @param jars of the image; our own are those that lie in no repository
  static Libraries read(Path texts, List<Path> jars) throws IOException {
    var table = texts.resolve("libraries.tsv");
    var lines = new HashMap<String, String[]>();
    for (var line : Files.readAllLines(table)) {
      if (!line.startsWith("#")) {
        var cells = line.split("\t");
        lines.put(cells[1], cells);
      }
    }
    var found = new ArrayList<Library>();
    for (var jar : jars) {
      var version = jar.getParent().getFileName().toString();
      var artifact = jar.getParent().getParent().getFileName().toString();
      var cells = lines.remove(artifact);
      if (cells == null) {
        throw new IOException(
            "cannot package the image: expected a licence for " + artifact + " in " + table
                + ", found none");
      }
      found.add(new Library(cells[0], artifact, version, jar, cells[2], cells[3]));
    }
    if (!lines.isEmpty()) {
      throw new IOException(
          "cannot package the image: expected the libraries " + lines.keySet() + " of " + table
              + " in it, found none of them");
    }
    return new Libraries(texts, List.copyOf(found));
  }

  List<Library> all() {
    return all;
  }

  /// The file `copyright`, in the form that Debian reads.
  String copyright() throws IOException {
    var text = new StringBuilder();
    text.append("Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n");
    text.append("Upstream-Name: bakelite\n");
    text.append("Comment: the package holds a Java runtime and libraries of others; what came with\n");
    text.append(" each of them is in third-party/ beside this file, what came with the modules of the\n");
    text.append(" runtime in /usr/lib/bakelite/legal.\n");
    paragraph(text, "*", "2026 the bakelite maintainers", "Apache-2.0");
    paragraph(
        text,
        "usr/lib/bakelite/bin/java usr/lib/bakelite/lib/* usr/lib/bakelite/conf/* usr/lib/bakelite/legal/*",
        "1993-2026 Oracle and/or its affiliates",
        "GPL-2.0-only with Classpath-exception-2.0");
    // All of them lie in one file, together with the modules of the runtime.
    for (var library : all) {
      text.append("\nFiles: usr/lib/bakelite/lib/modules\n");
      text.append("Comment: ").append(library.artifact()).append(' ').append(library.version());
      text.append("\nCopyright: ").append(library.copyright());
      text.append("\nLicense: ").append(library.licence().replace(" AND ", " and ")).append('\n');
    }
    text.append("\nLicense: Apache-2.0\n On Debian systems, the full text is in");
    text.append(" /usr/share/common-licenses/Apache-2.0.\n");
    text.append("\nLicense: GPL-2.0-only with Classpath-exception-2.0\n On Debian systems, the full");
    text.append(" text of the licence is in /usr/share/common-licenses/GPL-2,\n and that of the");
    text.append(" exception in /usr/lib/bakelite/legal/java.base/LICENSE.\n");
    for (var name : new TreeSet<>(List.of("BSD-2-Clause", "BSD-3-Clause", "MIT"))) {
      text.append("\nLicense: ").append(name).append('\n');
      for (var line : Files.readAllLines(texts.resolve(name + ".txt"))) {
        text.append(' ').append(line.isBlank() ? "." : line).append('\n');
      }
    }
    return text.toString();
  }

  private static void paragraph(StringBuilder text, String files, String who, String licence) {
    text.append("\nFiles: ").append(files);
    text.append("\nCopyright: ").append(who);
    text.append("\nLicense: ").append(licence).append('\n');
  }

  /// Licences and notices that came inside the jars, by the path that they get.
  Map<String, byte[]> legal() throws IOException {
    var files = new HashMap<String, byte[]>();
    for (var library : all) {
      try (var jar = new JarFile(library.jar().toFile())) {
        for (var entry : jar.stream().filter(each -> !each.isDirectory()).toList()) {
          var name = LEGAL.matcher(entry.getName());
          if (name.matches() && !entry.getName().endsWith(".class")) {
            try (var in = jar.getInputStream(entry)) {
              files.put(library.artifact() + "/" + name.group(1), in.readAllBytes());
            }
          }
        }
      }
    }
    return files;
  }
}
