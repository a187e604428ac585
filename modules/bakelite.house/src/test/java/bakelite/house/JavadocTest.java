package bakelite.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.ClassTree;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import org.junit.jupiter.api.Test;

/// Every exported type says in its first sentence what it is.
class JavadocTest {
  @Test
  void everyExportedTypeHasASummary() {
    var exports =
        Modules.here().all().stream()
            .collect(Collectors.toMap(Modules.Module::name, Modules.Module::exports));
    Finding.none(silent(Parsed.everythingThatShips(), exports));
  }

  @Test
  void anExportedTypeWithoutASummaryIsCaught() {
    assertEquals(
        "modules/m/src/main/java/A.java:2: expected a Javadoc summary on the exported type A,"
            + " found none",
        silent(sample("public class A {}")).getFirst().toString());
    assertEquals(1, silent(sample("/// @param <T> of what\npublic class A<T> {}")).size());
    assertEquals(
        1, silent(sample("/// Says it.\npublic interface A { record Inner() {} }")).size());
  }

  @Test
  void aTypeThatNobodySeesMayStaySilent() {
    assertEquals(List.of(), silent(sample("/// Says it.\npublic class A {}")));
    assertEquals(List.of(), silent(sample("class A { public static class Inner {} }")));
    assertEquals(
        List.of(),
        silent(
            Parsed.attributed(Source.sample("m", "A.java", "package hidden;\npublic class A {}\n")),
            Map.of("m", Set.of("shown"))));
  }

  private static List<Finding> silent(Parsed sample) {
    return silent(sample, Map.of("m", Set.of("shown")));
  }

  private static List<Finding> silent(Parsed parsed, Map<String, Set<String>> exports) {
    return parsed.find(
        ClassTree.class,
        (type, place) ->
            exports.getOrDefault(place.module(), Set.of()).contains(place.packageName())
                    && isVisible(place.elementOf(type))
                    && !hasSummary(place)
                ? List.of(
                    place.finding(
                        "a Javadoc summary on the exported type " + type.getSimpleName(), "none"))
                : List.of());
  }

  private static boolean isVisible(Element type) {
    for (var at = type; !(at instanceof PackageElement); at = at.getEnclosingElement()) {
      if (!at.getModifiers().contains(Modifier.PUBLIC)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasSummary(Place place) {
    var comment = place.trees().getDocCommentTree(place.path());
    return comment != null && !comment.getFirstSentence().isEmpty();
  }

  private static Parsed sample(String type) {
    return Parsed.attributed(Source.sample("m", "A.java", "package shown;\n" + type + "\n"));
  }
}
