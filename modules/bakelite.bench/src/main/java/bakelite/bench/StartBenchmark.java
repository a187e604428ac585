package bakelite.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// How long a start takes: of `version`, beside the same modules started by the `java` of a JDK,
/// and of the daemon until a database is protected again. Then what an idle daemon that serves
/// metrics takes, how long a scrape of many databases takes, and how large what people install is.
final class StartBenchmark implements Benchmark {
  private static final int TIMES = 11;
  private static final int DATABASES = 100;
  private static final int SCRAPES = 50;
  private static final int SETTLE_SECONDS = 40;
  private static final String LISTEN = "127.0.0.1:19190";

  @Override
  public void run(Workbench bench) throws Exception {
    version(bench);
    daemon(bench);
    scrape(bench);
    sizes(bench);
  }

  private static void version(Workbench bench) throws Exception {
    var image = new Figures("bakelite version", "s");
    var plain = new Figures("java -p ... -m bakelite.cli version", "s");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var modules = System.getProperty("jdk.module.path");
    for (int i = 0; i < TIMES; i++) {
      image.add(bench.bakelite("version"));
      plain.add(
          bench.seconds(
              List.of(java, "-p", modules, "-m", "bakelite.cli/bakelite.cli.Main", "version")));
    }
    image.print();
    plain.print();
    Figures.ratio(image, plain, "");
    System.out.println("  (to reach: bakelite version in 0.200 s)");
  }

  private static void daemon(Workbench bench) throws Exception {
    try (var application = new Commits(bench)) {
      application.commit();
      Configuration.serving(bench, List.of("app"), LISTEN);
      var first = bench.startBakelite("daemon", "--config", "bakelite.yml");
      bench.awaitLog(first, "app: protecting");
      bench.stop(first);
      var ready = new Figures("daemon until app is protected again", "s");
      for (int i = 0; i < TIMES; i++) {
        application.commit();
        long start = System.nanoTime();
        var again = bench.startBakelite("daemon", "--config", "bakelite.yml");
        bench.awaitLog(again, "app: protecting");
        ready.add((System.nanoTime() - start) / 1e9);
        bench.stop(again);
      }
      ready.print();
      System.out.println("  (to reach: 0.700 s)");
      var idle = bench.startBakelite("daemon", "--config", "bakelite.yml");
      bench.awaitLog(idle, "app: protecting");
      Thread.sleep(SETTLE_SECONDS * 1000L);
      System.out.printf(
          Locale.ROOT,
          "  idle with one database and listen: RSS %d MB (to reach: 70)%n",
          Usage.residentKilobytes(idle) / 1000);
      bench.stop(idle);
    }
  }

  private static void scrape(Workbench bench) throws Exception {
    var names = new java.util.ArrayList<String>();
    for (int i = 0; i < DATABASES; i++) {
      var name = String.format(Locale.ROOT, "tenant%03d", i);
      try (var connection = Databases.open(bench.file(name + ".db"))) {
        Databases.execute(connection, "CREATE TABLE t(a)");
      }
      names.add(name);
    }
    Configuration.serving(bench, names, LISTEN);
    var daemon = bench.startBakelite("daemon", "--config", "bakelite.yml");
    for (var name : names) {
      bench.awaitLog(daemon, name + ": protecting");
    }
    var figures = new Figures("scrape of " + DATABASES + " databases", "ms");
    long bytes = 0;
    for (int i = 0; i < SCRAPES; i++) {
      long start = System.nanoTime();
      bytes = length("http://" + LISTEN + "/metrics");
      figures.add((System.nanoTime() - start) / 1e6);
    }
    figures.print();
    System.out.printf(Locale.ROOT, "  (to reach: 20 ms; %,d bytes)%n", bytes);
    bench.stop(daemon);
  }

  private static long length(String address) throws IOException {
    try (InputStream answer = URI.create(address).toURL().openStream()) {
      return answer.readAllBytes().length;
    }
  }

  private static void sizes(Workbench bench) throws IOException {
    try (var files = Files.walk(bench.image())) {
      long bytes =
          files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
      System.out.printf(Locale.ROOT, "  image %.1f MB (to reach: 100)%n", bytes / 1e6);
    }
    var packages = bench.image().resolve("../../../packaging/target").normalize();
    if (Files.notExists(packages)) {
      System.out.println(
          "  packages: none; build them with ./mvnw -q -DskipTests -Ppackages package");
      return;
    }
    try (var files = Files.list(packages)) {
      for (var file : files.filter(each -> each.toString().endsWith(".deb")).toList()) {
        System.out.printf(
            Locale.ROOT,
            "  %s %.1f MB (to reach: 30)%n",
            file.getFileName(),
            Files.size(file) / 1e6);
      }
    }
  }
}
