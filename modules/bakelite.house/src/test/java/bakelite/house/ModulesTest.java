package bakelite.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What a module descriptor may say.
class ModulesTest {
  @Test
  void nothingIsOpened() {
    Finding.none(opened(Modules.here()));
  }

  @Test
  void aModuleThatOpensIsCaught() {
    assertEquals(1, opened(sample("open module bakelite.a {}")).size());
    assertEquals(
        "modules/m/src/main/java/module-info.java:1: expected a module that opens nothing,"
            + " found opens bakelite.a.inner",
        opened(sample("module bakelite.a { opens bakelite.a.inner to x; }")).getFirst().toString());
    assertEquals(List.of(), opened(sample("module bakelite.a { exports bakelite.a; }")));
  }

  @Test
  void providersExportNothing() {
    Finding.none(exportingProviders(Modules.here()));
  }

  @Test
  void aProviderThatExportsIsCaught() {
    var provides = "provides bakelite.store.StoreProvider with bakelite.a.Folder;";
    assertEquals(List.of(), exportingProviders(sample("module bakelite.a {" + provides + "}")));
    assertEquals(
        1,
        exportingProviders(sample("module bakelite.a { exports bakelite.a;" + provides + "}"))
            .size());
    assertEquals(
        1,
        exportingProviders(
                sample(
                    "import bakelite.store.StoreProvider;\n"
                        + "module bakelite.a { exports bakelite.a;"
                        + " provides StoreProvider with bakelite.a.Folder; }"))
            .size());
  }

  @Test
  void aModuleThatProvidesItsOwnServiceMayExportIt() {
    assertEquals(
        List.of(),
        exportingProviders(
            sample(
                "module bakelite.a { exports bakelite.a;"
                    + " provides bakelite.a.Codec with bakelite.a.v1.First; }")));
  }

  @Test
  void everyModuleIsNullMarked() {
    Finding.none(unmarked(Modules.here()));
  }

  @Test
  void aModuleThatIsNotNullMarkedIsCaught() {
    assertEquals(1, unmarked(sample("module bakelite.a {}")).size());
    assertEquals(
        List.of(),
        unmarked(
            sample(
                "import org.jspecify.annotations.NullMarked;\n@NullMarked module bakelite.a {}")));
  }

  @Test
  void everyModuleIsNamedAsItsFolder() {
    var modules = Modules.here();
    assertTrue(modules.all().size() > 1, "found the modules");
    Finding.none(misnamed(modules));
    assertEquals(1, misnamed(sample("module bakelite.a {}")).size(), "the sample is in folder m");
  }

  private static List<Finding> opened(Modules modules) {
    return modules.all().stream()
        .flatMap(module ->
            module.opens().stream()
                .map(it -> module.place().finding("a module that opens nothing", "opens " + it)))
        .toList();
  }

  private static List<Finding> exportingProviders(Modules modules) {
    return modules.all().stream()
        .filter(Modules.Module::isProviderOfOthers)
        .flatMap(module ->
            module.exports().stream()
                .map(it ->
                    module.place().finding("a provider that exports nothing", "exports " + it)))
        .toList();
  }

  private static List<Finding> unmarked(Modules modules) {
    return modules.all().stream()
        .filter(module -> !module.annotations().contains("NullMarked"))
        .map(module -> module.place().finding("@NullMarked on the module", "none"))
        .toList();
  }

  private static List<Finding> misnamed(Modules modules) {
    return modules.all().stream()
        .filter(module -> !module.name().equals(module.place().module()))
        .map(module ->
            module
                .place()
                .finding("a module named as its folder, " + module.place().module(), module.name()))
        .toList();
  }

  private static Modules sample(String descriptor) {
    return Modules.of(List.of(Source.sample("m", "module-info.java", descriptor)));
  }
}
