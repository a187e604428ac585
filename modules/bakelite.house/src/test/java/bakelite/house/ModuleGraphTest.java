package bakelite.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The module graph of `docs/design.md` is the one that is built, and keeps its borders.
///
/// The document has one block fenced as `graph`; a line is `module -> module, module`, or a module
/// alone that requires none of ours.
class ModuleGraphTest {
  private static final String DOCUMENT = "docs/design.md";

  @Test
  void theGraphInTheDesignDocumentIsTheRealOne() {
    Finding.none(differences(Repository.here().source(DOCUMENT), Modules.here().graph()));
  }

  @Test
  void aGraphThatDiffersIsCaught() {
    var document = new Source(DOCUMENT, "text\n```graph\na -> b, c\nb\nc -> b\nold\n```\nx -> y\n");
    var real =
        Map.of("a", Set.of("b"), "b", Set.of("c"), "c", Set.of("b"), "new", Set.<String>of());
    assertEquals(
        List.of(
            "docs/design.md:2: expected a line for module new, found none",
            "docs/design.md:3: expected a -> b, found a -> b, c",
            "docs/design.md:4: expected b -> c, found b",
            "docs/design.md:6: expected no line for old, which is no module, found old"),
        differences(document, real).stream().map(Finding::toString).sorted().toList());
    assertThrows(
        IllegalStateException.class,
        () -> differences(new Source(DOCUMENT, "no block at all"), real));
  }

  @Test
  void aRoomSeesOnlyWhatItIsMeantToSee() {
    Finding.none(crossings(Modules.here()));
  }

  @Test
  void aRoomThatSeesMoreIsCaught() {
    assertEquals(
        List.of(
            "modules/bakelite.replica/src/main/java/module-info.java:1: expected bakelite.replica to"
                + " stay away from bakelite.sqlite, found bakelite.replica -> bakelite.sqlite",
            "modules/bakelite.restore/src/main/java/module-info.java:1: expected bakelite.restore to"
                + " stay away from bakelite.sqlite, found bakelite.restore -> bakelite.replica ->"
                + " bakelite.sqlite"),
        crossings(
                modules(
                    "module bakelite.restore { requires bakelite.replica; }",
                    "module bakelite.replica { requires bakelite.sqlite; }",
                    "module bakelite.sqlite {}"))
            .stream()
            .map(Finding::toString)
            .toList());
    assertEquals(
        1,
        crossings(
                modules(
                    "module bakelite.store.x { requires bakelite.store; requires bakelite.format;"
                        + " provides bakelite.store.StoreProvider with bakelite.store.x.X; }",
                    "module bakelite.store {}",
                    "module bakelite.format {}"))
            .size());
  }

  private static List<Finding> differences(Source document, Map<String, Set<String>> real) {
    var lines = document.lines();
    var start = lines.indexOf("```graph");
    if (start < 0) {
      throw new IllegalStateException("cannot find a block fenced as graph in " + document.path());
    }
    var findings = new ArrayList<Finding>();
    var missing = new TreeMap<>(real);
    for (int at = start + 1; at < lines.size() && !lines.get(at).startsWith("```"); at++) {
      var written = lines.get(at).strip();
      if (written.isEmpty()) {
        continue;
      }
      var module = written.split(" ", -1)[0];
      var required = missing.remove(module);
      if (required == null) {
        findings.add(
            new Finding(
                document.path(),
                at + 1,
                "no line for " + module + ", which is no module",
                written));
      } else if (!line(module, required).equals(written)) {
        findings.add(new Finding(document.path(), at + 1, line(module, required), written));
      }
    }
    for (var module : missing.keySet()) {
      findings.add(new Finding(document.path(), start + 1, "a line for module " + module, "none"));
    }
    return findings;
  }

  private static String line(String module, Set<String> required) {
    return required.isEmpty()
        ? module
        : module + " -> " + String.join(", ", required.stream().sorted().toList());
  }

  /// Borders that hold whatever the document says, through any number of modules.
  private static List<Finding> crossings(Modules modules) {
    var findings = new ArrayList<Finding>();
    var graph = modules.graph();
    for (var module : modules.all()) {
      for (var other : graph.keySet()) {
        if (isKeptApart(module, other)) {
          path(graph, module.name(), other, new HashSet<>())
              .map(path ->
                  module
                      .place()
                      .finding(
                          module.name() + " to stay away from " + other, String.join(" -> ", path)))
              .ifPresent(findings::add);
        }
      }
    }
    return findings;
  }

  private static boolean isKeptApart(Modules.Module module, String other) {
    if (module.name().equals(other)) {
      return false;
    }
    if (module.provides().contains("bakelite.store.StoreProvider")) {
      return !other.equals("bakelite.store");
    }
    return switch (module.name()) {
      case "bakelite.format", "bakelite.wal", "bakelite.store" -> true;
      case "bakelite.sqlite" -> !other.equals("bakelite.wal");
      case "bakelite.replica" -> !Set.of("bakelite.format", "bakelite.store").contains(other);
      case "bakelite.restore" ->
          !Set.of("bakelite.replica", "bakelite.format", "bakelite.store").contains(other);
      case "bakelite.backup" ->
          Set.of("bakelite.restore", "bakelite.daemon", "bakelite.cli").contains(other);
      case "bakelite.daemon" -> Set.of("bakelite.restore", "bakelite.cli").contains(other);
      default -> false;
    };
  }

  private static Optional<List<String>> path(
      Map<String, Set<String>> graph, String from, String to, Set<String> seen) {
    if (from.equals(to)) {
      return Optional.of(List.of(to));
    }
    if (!seen.add(from)) {
      return Optional.empty();
    }
    for (var next : graph.getOrDefault(from, Set.of()).stream().sorted().toList()) {
      var rest = path(graph, next, to, seen);
      if (rest.isPresent()) {
        var whole = new ArrayList<>(List.of(from));
        whole.addAll(rest.get());
        return Optional.of(whole);
      }
    }
    return Optional.empty();
  }

  private static Modules modules(String... descriptors) {
    return Modules.of(
        List.of(descriptors).stream()
            .map(text -> Source.sample(text.split(" ", -1)[1], "module-info.java", text))
            .toList());
  }
}
