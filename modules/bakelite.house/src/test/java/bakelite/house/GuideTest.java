package bakelite.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The guide for providers shows the example as it is, every line of every file of it.
///
/// A block that is fenced with a path, as in `java src/main/java/A.java`, is a part of that file;
/// the blocks of a file, one after the other, are the file, blank lines apart.
class GuideTest {
  private static final String GUIDE = "docs/provider-guide.md";
  private static final String EXAMPLE = "examples/provider";

  @Test
  void theGuideShowsTheExampleAsItIs() throws IOException {
    var repository = Repository.here();
    var files = new TreeMap<String, Source>();
    var example = repository.root().resolve(EXAMPLE);
    try (var paths = Files.walk(example)) {
      for (var path : paths.filter(GuideTest::isShown).toList()) {
        var name = example.relativize(path).toString();
        files.put(name, new Source(EXAMPLE + "/" + name, Files.readString(path)));
      }
    }
    assertEquals(6, files.size(), files.keySet()::toString);
    Finding.none(differences(repository.source(GUIDE), files));
  }

  private static boolean isShown(Path path) {
    return Files.isRegularFile(path)
        && !path.toString().contains("/target/")
        && (path.toString().endsWith(".java") || path.toString().endsWith(".xml"));
  }

  @Test
  void aLineThatDiffersAndAFileThatIsNotShownAreCaught() {
    var guide =
        new Source(GUIDE, "text\n```java A.java\none\n\n```\nmore\n```java A.java\ntoo\n```\n");
    assertEquals(
        List.of(),
        differences(guide, Map.of("A.java", new Source("example/A.java", "one\ntoo\n"))));
    assertEquals(
        List.of(
            "example/A.java:2: expected the line of the guide, too, found two",
            "example/B.java:1: expected to be shown in docs/provider-guide.md, found no block of it"),
        differences(
                guide,
                new TreeMap<>(
                    Map.of(
                        "A.java", new Source("example/A.java", "one\ntwo\n"),
                        "B.java", new Source("example/B.java", "x\n"))))
            .stream()
            .map(Finding::toString)
            .toList());
    assertEquals(
        "example/A.java:2: expected the line of the guide, too, found no more",
        differences(guide, Map.of("A.java", new Source("example/A.java", "one\n")))
            .getFirst()
            .toString());
  }

  private static List<Finding> differences(Source guide, Map<String, Source> files) {
    var shown = blocks(guide);
    var findings = new ArrayList<Finding>();
    files.forEach((name, file) -> {
      var expected = shown.getOrDefault(name, List.of());
      if (expected.isEmpty()) {
        findings.add(
            new Finding(file.path(), 1, "to be shown in " + guide.path(), "no block of it"));
        return;
      }
      int line = 0;
      int at = 0;
      for (var text : file.lines()) {
        line++;
        if (!text.isBlank()) {
          var other = at < expected.size() ? expected.get(at) : "no more";
          at++;
          if (!text.equals(other)) {
            findings.add(new Finding(file.path(), line, "the line of the guide, " + other, text));
            return;
          }
        }
      }
      if (at < expected.size()) {
        findings.add(
            new Finding(
                file.path(), at + 1, "the line of the guide, " + expected.get(at), "no more"));
      }
    });
    return findings;
  }

  private static Map<String, List<String>> blocks(Source guide) {
    var blocks = new TreeMap<String, List<String>>();
    List<String> open = new ArrayList<>();
    var within = false;
    for (var line : guide.lines()) {
      if (line.startsWith("```")) {
        within = !within;
        var words = line.split(" ", -1);
        open =
            within && words.length == 2
                ? blocks.computeIfAbsent(words[1], _ -> new ArrayList<>())
                : new ArrayList<>();
      } else if (within && !line.isBlank()) {
        open.add(line);
      }
    }
    return blocks;
  }
}
