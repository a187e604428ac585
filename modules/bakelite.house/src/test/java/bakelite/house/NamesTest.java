package bakelite.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.PackageTree;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Names that say nothing. Tests keep to it too.
class NamesTest {
  private static final Set<String> SAY_NOTHING =
      Set.of(
          "util",
          "utils",
          "utility",
          "utilities",
          "helper",
          "helpers",
          "manager",
          "managers",
          "base",
          "common",
          "commons",
          "misc",
          "impl",
          "processor",
          "processors",
          "context",
          "contexts");

  private static final Pattern WORD_BORDER =
      Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_|\\.");

  @Test
  void everyTypeAndPackageHasANameThatSaysSomething() {
    var repository = Repository.here();
    Finding.none(emptyNames(Parsed.syntax(repository.mainSources())));
    Finding.none(emptyNames(Parsed.syntax(repository.testSources())));
  }

  @Test
  void aNameThatSaysNothingIsCaughtWhereverItStands() {
    for (var name :
        List.of(
            "StringUtil",
            "PageHelpers",
            "WALManager",
            "BaseStore",
            "CommonStore",
            "ReaderImpl",
            "FrameProcessor",
            "RunContext",
            "StoreUtils")) {
      assertEquals(1, emptyNames(sample("bakelite.a", name)).size(), name);
    }
    assertEquals(1, emptyNames(sample("bakelite.util", "Page")).size());
    assertEquals(
        "modules/m/src/main/java/OuterImpl.java:2: expected a name without the word Impl, found"
            + " OuterImpl",
        emptyNames(sample("a", "OuterImpl")).getFirst().toString());
  }

  @Test
  void aWordThatOnlyContainsOneOfThemIsFine() {
    for (var name :
        List.of("Database", "Simplification", "Contextual", "DatabaseWatch", "Managed")) {
      assertEquals(List.of(), emptyNames(sample("bakelite.database", name)), name);
    }
  }

  private static List<Finding> emptyNames(Parsed parsed) {
    var types =
        parsed.find(ClassTree.class, (type, place) -> judge(type.getSimpleName() + "", place));
    var packages =
        parsed.find(PackageTree.class, (tree, place) -> judge(tree.getPackageName() + "", place));
    return Stream.concat(types.stream(), packages.stream()).toList();
  }

  private static List<Finding> judge(String name, Place place) {
    return WORD_BORDER
        .splitAsStream(name)
        .filter(word -> SAY_NOTHING.contains(word.toLowerCase(Locale.ROOT)))
        .map(word -> place.finding("a name without the word " + word, name))
        .toList();
  }

  private static Parsed sample(String packageName, String type) {
    var text = "package " + packageName + ";\nclass " + type + " {}\n";
    return Parsed.syntax(List.of(Source.sample("m", type + ".java", text)));
  }
}
