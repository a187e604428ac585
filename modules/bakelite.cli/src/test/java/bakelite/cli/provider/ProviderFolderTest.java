package bakelite.cli.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.StoreException;
import bakelite.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jars of others: those that work are found, and those that do not are named and harm nobody.
class ProviderFolderTest {
  private static final String MODULE =
      "module mine { requires bakelite.store; provides bakelite.store.StoreProvider with p.P; }";

  @TempDir Path folder;

  @Test
  void aModuleOfItsOwnIsFound() throws Exception {
    explicit("good", Jars.provider("", "\"mine\""));
    assertEquals(List.of("mine"), types());
    assertInstanceOf(
        StoreException.Unreachable.class,
        assertThrows(StoreException.class, () -> stores().open("mine://place")));
  }

  @Test
  void aJarWithoutADescriptorIsFoundAndSeesItsNeighbour() {
    var library =
        Jars.plain(
            folder.resolve("good/helping.jar"),
            Map.of("q/Q.java", "package q; public class Q { public static String T = \"old\"; }"));
    Jars.automatic(
        folder.resolve("good/old.jar"), Map.of("p/P.java", Jars.provider("", "q.Q.T")), library);
    assertEquals(List.of("old"), types());
  }

  @Test
  void itMayUseWhatTheProgramRequiresForIt() {
    var uses =
        "Object[] all = {java.net.http.HttpClient.class, javax.xml.parsers.SAXParser.class,"
            + " javax.naming.Context.class, java.util.logging.Logger.getLogger(\"x\"),"
            + " java.lang.management.ManagementFactory.getRuntimeMXBean()};";
    Jars.automatic(
        folder.resolve("good/uses.jar"), Map.of("p/P.java", Jars.provider(uses, "\"uses\"")));
    assertEquals(List.of("uses"), types());
  }

  @Test
  void aCopyOfOurContractBesideItDoesNoHarm() throws Exception {
    explicit("good", Jars.provider("", "\"mine\""));
    var ours = Path.of(Jars.contract());
    if (Files.isDirectory(ours)) {
      Jars.pack(folder.resolve("good/bakelite-store.jar"), ours);
    } else {
      Files.copy(ours, folder.resolve("good/bakelite-store.jar"));
    }
    assertEquals(List.of("mine"), types());
  }

  @Test
  void eachPluginHasAnotherLoader() {
    explicit("one", Jars.provider("static String t = \"one\";", "t"));
    explicit("two", Jars.provider("static String t = \"two\";", "t"));
    assertEquals(List.of("one", "two"), types());
  }

  @Test
  void whateverIsBrokenIsNamedAndTheOthersAreLoaded() throws Exception {
    explicit("a-good", Jars.provider("", "\"good\""));
    explicit(
        "constructor",
        Jars.provider("public P() { throw new IllegalStateException(\"no\"); }", "\"x\""));
    explicit(
        "error", Jars.provider("public P() { throw new StackOverflowError(\"deep\"); }", "\"x\""));
    explicit("static", Jars.provider("static int i = Integer.parseInt(\"x\");", "\"x\""));
    explicit("null-type", Jars.provider("", "null"));
    explicit("odd-type", Jars.provider("", "\"S3://\""));
    explicit("type-throws", Jars.provider("", "String.valueOf(1 / Integer.parseInt(\"0\"))"));
    write("not-a-zip/x.jar", new byte[1_000]);
    write("empty-file/x.jar", new byte[0]);
    newer("newer-class", "p/P.class", false);
    newer("newer-descriptor", "module-info.class", true);
    missingModule();
    missingClass();
    Jars.plain(folder.resolve("no-provider/x.jar"), Map.of("q/Q.java", "package q; class Q {}"));
    Files.createDirectory(folder.resolve("no-jar"));
    Jars.automatic(folder.resolve("-.jar/-.jar"), Map.of("p/P.java", Jars.provider("", "\"x\"")));
    twoModulesOfOnePackage();
    write("beside.jar", new byte[1]);
    explicit("z-good", Jars.provider("", "\"zgood\""));

    assertEquals(List.of("good", "zgood"), types());
    var said = new ArrayList<String>();
    new Providers(Optional.of(folder), folder, said::add).stores(Optional.empty());
    assertEquals(17, said.size(), () -> String.join("\n", said));
    assertTrue(said.stream().noneMatch(line -> line.contains("\n")));
    assertSays(said, "constructor", "IllegalStateException: no");
    assertSays(said, "error", "StackOverflowError");
    assertSays(said, "static", "NumberFormatException");
    assertSays(said, "null-type", "found nothing");
    assertSays(said, "odd-type", "'S3://'");
    assertSays(said, "type-throws", "ArithmeticException");
    assertSays(said, "newer-class", "UnsupportedClassVersionError");
    assertSays(said, "newer-descriptor", "version 120");
    assertSays(said, "not-a-zip", "zip");
    assertSays(said, "missing-module", "not.there");
    assertSays(said, "missing-class", "q/Q");
    assertSays(said, "no-provider", "expected a provider");
    assertSays(said, "no-jar", "expected a jar");
    assertSays(said, "two-modules", "found ");
    assertSays(said, "beside.jar", "found a file");
  }

  @Test
  void oneThatDoesNotComeBackIsLeftBehind() {
    explicit("good", Jars.provider("", "\"good\""));
    explicit(
        "hangs",
        Jars.provider(
            "public P() throws Exception { new java.util.concurrent.CountDownLatch(1).await(); }",
            "\"x\""));
    var loaded = ProviderFolder.load(folder, Duration.ofSeconds(3));
    assertEquals(1, loaded.providers().size());
    assertTrue(loaded.skipped().getFirst().line().contains("within 3 s"));
  }

  @Test
  void twoOfOneTypeAreAnErrorWhereTheTypeIsUsedThatNamesBoth() {
    explicit("one", Jars.provider("", "\"mine\""));
    explicit("two", Jars.provider("", "\"mine\""));
    explicit("three", Jars.provider("", "\"other\""));
    explicit("like-ours", Jars.provider("", "\"file\""));
    assertInstanceOf(
        StoreException.Unreachable.class,
        assertThrows(StoreException.class, () -> stores().open("other://place")));
    var doubled = assertThrows(StoreException.class, () -> stores().open("mine://place"));
    assertTrue(
        doubled.getMessage().contains("[" + folder.resolve("one") + ", " + folder.resolve("two")),
        doubled::getMessage);
    var against = assertThrows(StoreException.class, () -> stores().open("/some/folder"));
    assertTrue(against.getMessage().contains(folder.resolve("like-ours").toString()));
    assertTrue(against.getMessage().contains("bakelite.store.fs"), against::getMessage);
  }

  @Test
  void oneThatFailsWhenItIsUsedIsNamedAndTellsNoSecret() throws Exception {
    var source =
        Jars.provider("", "\"mine\"")
            .replace(
                "throw new StoreException.Unreachable(\"cannot open: it is a test's\", \"none\", null);",
                "if (settings.values().isEmpty()) { return null; }"
                    + " throw new IllegalArgumentException(settings.values().toString());");
    explicit("broken", source);
    for (var values : List.of(Map.<String, String>of(), Map.of("secret", "hunter2"))) {
      var failed =
          assertThrows(
              StoreException.Misconfigured.class,
              () -> stores().open(new StoreSettings("mine", values)));
      assertTrue(failed.getMessage().contains(folder.resolve("broken").toString()));
      assertFalse(failed.getMessage().contains("hunter2"), failed::getMessage);
    }
  }

  @Test
  void theCommandLineWinsOverTheConfigurationAndThatOverTheUsualPlace() throws Exception {
    var places = new ArrayList<Path>();
    for (var name : List.of("named", "configured", "usual")) {
      var place = folder.resolve(name);
      Jars.automatic(
          place.resolve("p/x.jar"), Map.of("p/P.java", Jars.provider("", "\"" + name + "\"")));
      places.add(place);
    }
    var named = new Providers(Optional.of(places.get(0)), places.get(2), _ -> {});
    assertEquals("named", named.stores(Optional.of(places.get(1))).of("named").type());
    var unnamed = new Providers(Optional.empty(), places.get(2), _ -> {});
    var configured = unnamed.stores(Optional.of(places.get(1)));
    assertEquals("configured", configured.of("configured").type());
    assertThrows(StoreException.class, () -> configured.of("usual"));
    assertEquals("usual", unnamed.stores(Optional.empty()).of("usual").type());
    var none = new Providers(Optional.empty(), folder.resolve("none"), _ -> {});
    assertEquals("file", none.stores(Optional.empty()).of("file").type());
    assertEquals(Optional.empty(), none.report());
  }

  private List<String> types() {
    return ProviderFolder.load(folder).providers().stream()
        .map(found -> found.provider().type())
        .toList();
  }

  private bakelite.store.Stores stores() {
    return new Providers(Optional.of(folder), folder, _ -> {}).stores(Optional.empty());
  }

  private void assertSays(List<String> said, String name, String what) {
    var place = folder.resolve(name) + ":";
    assertTrue(
        said.stream().anyMatch(line -> line.contains(place) && line.contains(what)),
        () -> name + ": " + what + " in\n" + String.join("\n", said));
  }

  private void explicit(String name, String source) {
    var sources = Map.of("module-info.java", MODULE, "p/P.java", source);
    Jars.plain(folder.resolve(name + "/plugin.jar"), sources);
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.write(folder.resolve(name), bytes);
  }

  /// Compiled by a Java that is not there yet.
  private void newer(String name, String file, boolean isModule) throws IOException {
    var jar = folder.resolve(name + "/x.jar");
    var sources = new java.util.HashMap<>(Map.of("p/P.java", Jars.provider("", "\"x\"")));
    sources.put("module-info.java", MODULE);
    var classes = Jars.compile(jar, sources);
    var bytes = Files.readAllBytes(classes.resolve(file));
    bytes[7] = 120;
    Files.write(classes.resolve(file), bytes);
    assertTrue(isModule == file.startsWith("module"));
    Jars.pack(jar, classes);
  }

  private void missingModule() {
    var library =
        Jars.plain(
            folder.resolveSibling(folder.getFileName() + "-elsewhere").resolve("lib.jar"),
            Map.of("module-info.java", "module not.there {}"));
    Jars.plain(
        folder.resolve("missing-module/x.jar"),
        Map.of(
            "module-info.java",
            MODULE.replace("requires", "requires not.there; requires"),
            "p/P.java",
            Jars.provider("", "\"x\"")),
        library);
  }

  private void missingClass() {
    var library =
        Jars.plain(
            folder.resolveSibling(folder.getFileName() + "-elsewhere").resolve("q.jar"),
            Map.of(
                "q/Q.java",
                "package q; public class Q { public static String t() { return \"t\"; } }"));
    Jars.automatic(
        folder.resolve("missing-class/x.jar"),
        Map.of("p/P.java", Jars.provider("String t = q.Q.t();", "t")),
        library);
  }

  private void twoModulesOfOnePackage() {
    var sources = Map.of("p/P.java", Jars.provider("", "\"x\""));
    Jars.automatic(folder.resolve("two-modules/one.jar"), sources);
    Jars.automatic(folder.resolve("two-modules/two.jar"), sources);
  }
}
