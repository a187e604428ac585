import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Makes what the packages hold beside the image, and the archive that works unpacked anywhere. Run
/// by the build:
///
/// ```
/// java StagePackages.java <version> <time> <home page> <image> <packaging> <output> <class path>
/// ```
///
/// Below the output, `common` is in each package, `deb` and `rpm` in that one, and `filled` in none.
/// The same input gives the same bytes.
final class StagePackages {
  private final String version;
  private final Instant time;
  private final String home;
  private final Path image;
  private final Path packaging;
  private final Path out;
  private final Libraries libraries;

  private StagePackages(
      String version,
      Instant time,
      String home,
      Path image,
      Path packaging,
      Path out,
      List<Path> jars)
      throws IOException {
    this.version = version;
    this.time = time;
    this.home = home;
    this.image = image;
    this.packaging = packaging;
    this.out = out;
    this.libraries = Libraries.read(packaging.resolve("licences"), jars);
  }

  static void main(String[] arguments) throws Exception {
    var jars =
        Stream.of(arguments[6].split(File.pathSeparator))
            .filter(path -> path.endsWith(".jar"))
            .map(Path::of)
            // Our own modules are of this build and lie in no repository.
            .filter(jar -> !jar.getParent().endsWith("target"))
            .sorted()
            .toList();
    new StagePackages(
            arguments[0],
            Instant.parse(arguments[1]),
            arguments[2],
            Path.of(arguments[3]),
            Path.of(arguments[4]),
            Path.of(arguments[5]),
            jars)
        .make();
  }

  private void make() throws Exception {
    delete(out);
    documents();
    manual();
    completions();
    var copyright = libraries.copyright().getBytes();
    write("deb/usr/share/doc/bakelite/copyright", copyright);
    write("deb/usr/share/doc/bakelite/changelog.gz", Tarball.packed(debianChangelog().getBytes()));
    write("rpm/usr/share/licenses/bakelite/copyright", copyright);
    copy(packaging.resolve("../LICENSE"), "rpm/usr/share/licenses/bakelite/LICENSE");
    copy(packaging.resolve("lintian-overrides"), "deb/usr/share/lintian/overrides/bakelite");
    fill(archive());
  }

  private void documents() throws Exception {
    var doc = "common/usr/share/doc/bakelite/";
    copy(packaging.resolve("bakelite.yml"), doc + "examples/bakelite.yml");
    try (var examples = Files.list(packaging.resolve("systemd/examples"))) {
      for (var example : examples.toList()) {
        copy(example, doc + "examples/" + example.getFileName());
      }
    }
    for (var name : List.of("bakelite.rules.yml", "bakelite.dashboard.json")) {
      copy(packaging.resolve("monitoring").resolve(name), doc + "monitoring/" + name);
    }
    write(doc + "bakelite.cdx.json", new Bom(version, libraries).json().getBytes());
    for (var legal : libraries.legal().entrySet()) {
      write(doc + "third-party/" + legal.getKey(), legal.getValue());
    }
  }

  private void manual() throws Exception {
    for (var page : said("manual").lines().toList()) {
      int section = page.charAt(page.length() - 1) - '0';
      write(
          "common/usr/share/man/man" + section + "/" + page + ".gz",
          Tarball.packed(said("manual", page).getBytes()));
    }
  }

  private void completions() throws Exception {
    write(
        "common/usr/share/bash-completion/completions/bakelite",
        said("completion", "bash").getBytes());
    write(
        "common/usr/share/fish/vendor_completions.d/bakelite.fish",
        said("completion", "fish").getBytes());
    var zsh = said("completion", "zsh").getBytes();
    write("deb/usr/share/zsh/vendor-completions/_bakelite", zsh);
    write("rpm/usr/share/zsh/site-functions/_bakelite", zsh);
  }

  /// What the image itself prints.
  private String said(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>(List.of(image.resolve("bin/bakelite").toString()));
    command.addAll(List.of(arguments));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    if (status != 0) {
      throw new IOException("cannot run " + command + ": it ended with " + status);
    }
    return said;
  }

  private String debianChangelog() {
    return """
    bakelite (%s) unstable; urgency=medium

      * What changed stands in CHANGELOG.md of the sources.

     -- bakelite maintainers <maintainers@users.noreply.bakelite.example>  %s
    """
        .formatted(
            version,
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ROOT)
                .format(time.atOffset(ZoneOffset.UTC)));
  }

  /// The image and what comes with it, in one folder.
  private Path archive() throws IOException {
    var name = "bakelite-" + version + "-" + platform();
    var file = out.resolveSibling(name + ".tar.gz");
    try (var tar = new Tarball(file, time.getEpochSecond())) {
      tar.add(name, image);
      add(tar, name, image);
      tar.add(name + "/LICENSE", packaging.resolve("../LICENSE"));
      tar.add(name + "/copyright", out.resolve("deb/usr/share/doc/bakelite/copyright"));
      tar.add(name + "/share", out);
      add(tar, name + "/share", out.resolve("common/usr/share"));
      tar.add(name + "/share/zsh", out);
      add(tar, name + "/share/zsh", out.resolve("rpm/usr/share/zsh"));
      tar.add(name + "/share/systemd", packaging.resolve("systemd"));
      add(tar, name + "/share/systemd", packaging.resolve("systemd"));
    }
    return file;
  }

  /// What names the archive: the formula for Homebrew, and the files for a container.
  private void fill(Path archive) throws Exception {
    var sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive));
    for (var folder : List.of("homebrew", "container")) {
      try (var templates = Files.list(packaging.resolve(folder))) {
        for (var template : templates.toList()) {
          var filled =
              Files.readString(template)
                  .replace("@VERSION@", version)
                  .replace("@ARCHIVE@", archive.getFileName().toString())
                  .replace("@SHA256@", HexFormat.of().formatHex(sum))
                  .replace("@HOMEPAGE@", home)
                  .replace("@DOWNLOAD@", home + "/releases/" + version);
          write("filled/" + folder + "/" + template.getFileName(), filled.getBytes());
        }
      }
    }
  }

  private static void add(Tarball tar, String name, Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(each -> !each.equals(folder)).sorted().toList()) {
        tar.add(name + "/" + folder.relativize(file).toString().replace('\\', '/'), file);
      }
    }
  }

  private static String platform() {
    var mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    var arm = System.getProperty("os.arch").equals("aarch64");
    return (mac ? "macos" : "linux") + (arm ? "-aarch64" : "-x86_64");
  }

  private void write(String name, byte[] content) throws IOException {
    var file = out.resolve(name);
    Files.createDirectories(file.getParent());
    try (OutputStream to = Files.newOutputStream(file)) {
      to.write(content);
    }
  }

  private void copy(Path from, String name) throws IOException {
    write(name, Files.readAllBytes(from));
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
