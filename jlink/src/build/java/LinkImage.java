import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// Links the image: a Java runtime with our modules in it, a launcher, and an archive of classes
/// that makes it start faster. Run by the build with the JDK that the build runs on:
///
/// ```
/// java LinkImage.java <image folder> <launcher> <descriptors> <jars, separated as in a class path>
/// ```
///
/// The same jars, descriptors, launcher and JDK give the same bytes. An image that was made of them
/// already is left alone.
final class LinkImage {
  /// What nothing requires and yet must be there: the providers, found as services.
  private static final List<String> ROOTS =
      List.of("bakelite.cli", "bakelite.demo", "bakelite.store.fs", "bakelite.store.s3");

  /// Options that are baked into the image.
  private static final List<String> OPTIONS =
      List.of(
          "--enable-native-access=bakelite.sqlite,bakelite.daemon,org.xerial.sqlitejdbc,com.github.luben.zstd_jni,org.lz4.java",
          // Small and quiet: a daemon beside somebody else's application.
          "-XX:+UseSerialGC",
          "-Xms8m",
          "-Xmx64m",
          // What a walk over all pages and the compiler used is given back afterwards.
          "-XX:MinHeapFreeRatio=10",
          "-XX:MaxHeapFreeRatio=30",
          "-XX:-ShrinkHeapInSteps",
          "-XX:TrimNativeHeapInterval=30000",
          "-XX:+UseCompactObjectHeaders",
          // Loops over pages are compiled as soon as ever; what runs a few thousand times stays as
          // the quick compiler made it.
          "-XX:Tier4InvocationThreshold=30000",
          "-XX:Tier4MinInvocationThreshold=3600",
          "-XX:Tier4CompileThreshold=90000",
          "-XX:Tier4BackEdgeThreshold=240000",
          // Nothing of the virtual machine in the temporary folder.
          "-XX:-UsePerfData",
          // Standard output carries results; what the virtual machine has to say goes elsewhere.
          "-XX:+DisplayVMOutputToStderr",
          "-Xlog:disable",
          "-Xlog:all=warning:stderr");

  /// Natives of all platforms would be unpacked into the temporary folder; ours lie in `lib`
  /// instead, where the virtual machine finds them by itself.
  private static final String WITHOUT_NATIVES =
      "glob:/org.xerial.sqlitejdbc/org/sqlite/native/**,"
          + "regex:/com.github.luben.zstd_jni/(aix|darwin|freebsd|linux|win)/.*,"
          + "glob:/org.lz4.java/net/jpountz/util/*/**";

  /// The archive's name says which headers objects have; the virtual machine looks for this one.
  private static final String ARCHIVE = "lib/server/classes_coh.jsa";

  /// Commands that are run to learn which classes a start needs. All of them work without any
  /// set-up; what a daemon needs as well is in a file that [LearnClasses] wrote. It has threads,
  /// and which classes they need differs a little from run to run: the image would, too.
  private static final List<List<String>> TRAINING =
      List.of(
          List.of("version"),
          List.of("version", "--json"),
          List.of("help", "restore"),
          List.of("list", "no-such-place"),
          List.of("no-such-command", "--json"));

  private final Path jdk = Path.of(System.getProperty("java.home"));
  private final Path image;
  private final Path launcher;
  private final Descriptors descriptors;
  private final List<Path> jars;

  private LinkImage(Path image, Path launcher, Path descriptors, List<Path> jars) {
    this.image = image;
    this.launcher = launcher;
    this.jars = jars;
    this.descriptors = new Descriptors(descriptors, image.resolveSibling("described"), jars);
  }

  static void main(String[] arguments) throws Exception {
    var jars =
        Stream.of(arguments[3].split(java.io.File.pathSeparator))
            .filter(path -> path.endsWith(".jar"))
            .map(Path::of)
            .sorted();
    new LinkImage(
            Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), jars.toList())
        .make();
  }

  private void make() throws Exception {
    var madeOf = image.resolveSibling(image.getFileName() + ".made-of");
    var now = fingerprint();
    if (Files.exists(image.resolve(ARCHIVE))
        && Files.exists(madeOf)
        && Files.readString(madeOf).equals(now)) {
      return;
    }
    Files.deleteIfExists(madeOf);
    delete(image);
    link();
    copyNatives();
    copyLauncher();
    archiveClasses();
    Files.writeString(madeOf, now);
  }

  private void link() throws IOException, InterruptedException {
    var modules = descriptors.add();
    run(
        List.of(
            jdk.resolve("bin/jlink").toString(),
            "--output=" + image,
            "--module-path=" + String.join(java.io.File.pathSeparator, names(modules)),
            "--add-modules=" + String.join(",", ROOTS),
            "--exclude-resources=" + WITHOUT_NATIVES,
            // What a start needs is in the archive, and not looked for here.
            "--compress=zip-6",
            "--add-options=" + String.join(" ", OPTIONS),
            "--no-header-files",
            "--no-man-pages",
            "--dedup-legal-notices=error-if-not-same-content"),
        0);
    // Programs of the runtime that nobody here needs.
    Files.delete(image.resolve("bin/keytool"));
    Files.delete(image.resolve("bin/jwebserver"));
  }

  private void copyNatives() throws IOException {
    boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    copyEntry(
        "sqlite-jdbc",
        "org/sqlite/native/" + (mac ? "Mac" : "Linux") + (arm ? "/aarch64/" : "/x86_64/"));
    copyEntry(
        "zstd-jni",
        (mac ? "darwin" : "linux") + (arm ? "/aarch64/" : mac ? "/x86_64/" : "/amd64/"));
    copyEntry(
        "lz4-java",
        "net/jpountz/util/"
            + (mac ? "darwin" : "linux")
            + (arm ? "/aarch64/" : mac ? "/x86_64/" : "/amd64/"));
  }

  /// Copies the one library below a folder of a jar.
  private void copyEntry(String library, String folder) throws IOException {
    var jar =
        jars.stream()
            .filter(path -> path.getFileName().toString().startsWith(library))
            .findFirst()
            .orElseThrow(() -> new IOException("cannot find " + library + " among " + jars));
    try (var entries = new JarFile(jar.toFile())) {
      var entry =
          entries.stream()
              .filter(each -> each.getName().startsWith(folder) && !each.isDirectory())
              .findFirst()
              .orElseThrow(() -> new IOException("cannot find " + folder + " in " + jar));
      var name = entry.getName().substring(folder.length());
      try (var in = entries.getInputStream(entry)) {
        Files.copy(in, image.resolve("lib").resolve(name));
      }
    }
  }

  private void copyLauncher() throws IOException {
    var target = image.resolve("bin").resolve(launcher.getFileName());
    Files.copy(launcher, target);
    if (!target.toFile().setExecutable(true, false)) {
      throw new IOException("cannot make " + target + " executable");
    }
  }

  private void archiveClasses() throws IOException, InterruptedException {
    var java = image.resolve("bin/java").toString();
    var main = "bakelite.cli/bakelite.cli.Main";
    var list = image.resolveSibling("classes.list");
    // Sorted, since the order of loading differs from run to run; the dump does not care.
    var classes = new TreeSet<>(Files.readAllLines(daemonClasses()));
    // Nothing of a bakelite that is installed on this machine.
    var none = Files.createDirectories(image.resolveSibling("no-providers"));
    var alone =
        List.of("--providers", none.toString(), "--config", none.resolve("none").toString());
    for (var command : TRAINING) {
      var start = List.of(java, "-Xshare:off", "-XX:DumpLoadedClassList=" + list, "-m", main);
      run(Stream.of(start, command, alone).flatMap(List::stream).toList(), -1);
      LoadedClasses.addTo(classes, list);
    }
    Files.write(list, classes);
    dump(list);
  }

  /// Writes the archive. It has a few bytes that depend on where things lie in the memory of the
  /// process that writes it, and so on its environment and on the length of its paths: it runs in a
  /// copy of the image whose path has the same length everywhere, with no environment.
  private void dump(Path list) throws IOException, InterruptedException {
    var name = HexFormat.of().toHexDigits(System.nanoTime());
    var folder = Path.of(System.getProperty("java.io.tmpdir"), "bakelite-archive-" + name);
    try {
      Files.createDirectory(folder);
      copy(image, folder.resolve("image"));
      Files.copy(list, folder.resolve("classes.list"));
      var words =
          List.of(
              "image/bin/java",
              "-Xlog:disable",
              "-Xlog:all=error:stderr",
              "-Xshare:dump",
              "-XX:SharedClassListFile=classes.list",
              "-XX:SharedArchiveFile=archive",
              "-m",
              "bakelite.cli/bakelite.cli.Main");
      var command = Stream.of(atFixedAddresses(), words).flatMap(List::stream).toList();
      var dump = new ProcessBuilder(command).directory(folder.toFile());
      dump.environment().clear();
      run(dump, 0);
      Files.copy(folder.resolve("archive"), image.resolve(ARCHIVE));
    } finally {
      delete(folder);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        Files.copy(
            file,
            to.resolve(from.relativize(file).toString()),
            StandardCopyOption.COPY_ATTRIBUTES,
            LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  /// The archive has some addresses of the process that wrote it. Where the system lets us, they
  /// are the same each time; where not, as in some containers, two archives differ in a few bytes
  /// that mean nothing.
  private static List<String> atFixedAddresses() throws InterruptedException {
    var fixed = List.of("setarch", "-R");
    try {
      var probe =
          new ProcessBuilder(Stream.concat(fixed.stream(), Stream.of("true")).toList())
              .redirectErrorStream(true)
              .start();
      probe.getInputStream().readAllBytes();
      return probe.waitFor() == 0 ? fixed : List.of();
    } catch (IOException notThere) {
      return List.of();
    }
  }

  private Path daemonClasses() {
    return launcher.resolveSibling("daemon.classes");
  }

  /// Runs a program, silent unless it ends in another way than expected.
  ///
  /// @param expected exit code; any when negative
  private static void run(List<String> command, int expected)
      throws IOException, InterruptedException {
    run(new ProcessBuilder(command), expected);
  }

  private static void run(ProcessBuilder builder, int expected)
      throws IOException, InterruptedException {
    var process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes());
    int status = process.waitFor();
    if (expected >= 0 && status != expected) {
      throw new IOException(
          "cannot link the image: %s ended with %d%n%s"
              .formatted(builder.command(), status, output));
    }
  }

  private String fingerprint() throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    var source =
        Path.of(LinkImage.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    var inputs = new ArrayList<>(List.of(jdk.resolve("release"), launcher, daemonClasses()));
    try (var sources = Files.list(source.getParent())) {
      sources.sorted().forEach(inputs::add);
    }
    inputs.addAll(descriptors.sources());
    inputs.addAll(jars);
    for (var input : inputs) {
      digest.update(
          input.subpath(input.getNameCount() - 2, input.getNameCount()).toString().getBytes());
      try (InputStream in = new DigestInputStream(Files.newInputStream(input), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static List<String> names(List<Path> paths) {
    return paths.stream().map(Path::toString).toList();
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
