package bakelite.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Public is what is exported, what another package of the module uses, what is provided as a
/// service, and what starts the program.
class PublicTypesTest {
  @Test
  void nothingIsPublicWithoutAReason() {
    var exported = new HashSet<String>();
    var provided = new HashSet<String>();
    for (var module : Modules.here().all()) {
      exported.addAll(module.exports());
      provided.addAll(module.providers());
    }
    assertEquals(List.of(), needlesslyPublic(Classes.thatShip(), exported, provided));
  }

  @Test
  void aPublicTypeOfAHiddenPackageIsCaught(@TempDir Path folder) {
    var classes =
        Classes.sample(
            folder,
            type("shown", "Exported", ""),
            type("hidden", "Needless", "Used used;"),
            type("hidden", "Used", ""),
            type("hidden", "Provider", ""),
            type("hidden", "Start", "public static void main(String[] words) {}"),
            type("other", "User", "bakelite.hidden.Used used;"));
    assertEquals(
        List.of(
            "bakelite.hidden.Needless (Needless.java): expected package-private, found public"
                + " although only its own package uses it",
            "bakelite.other.User (User.java): expected package-private, found public although only"
                + " its own package uses it"),
        needlesslyPublic(classes, Set.of("bakelite.shown"), Set.of("bakelite.hidden.Provider")));
  }

  private static List<String> needlesslyPublic(
      JavaClasses classes, Set<String> exported, Set<String> provided) {
    return classes.stream()
        .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
        .filter(type -> !exported.contains(type.getPackageName()))
        .filter(type -> !provided.contains(type.getName()))
        .filter(type -> type.tryGetMethod("main", String[].class).isEmpty())
        .filter(type -> !isUsedElsewhere(type))
        .map(type ->
            type.getName()
                + " ("
                + type.getSource().flatMap(it -> it.getFileName()).orElse("?")
                + "): expected package-private, found public although only its own package uses"
                + " it")
        .sorted()
        .toList();
  }

  private static boolean isUsedElsewhere(JavaClass type) {
    return type.getDirectDependenciesToSelf().stream()
        .map(Dependency::getOriginClass)
        .anyMatch(user -> !user.getPackageName().equals(type.getPackageName()));
  }

  private static Source type(String packageName, String name, String body) {
    return Source.sample(
        "m",
        "bakelite/" + packageName + "/" + name + ".java",
        "package bakelite." + packageName + ";\npublic class " + name + " { " + body + " }\n");
  }
}
