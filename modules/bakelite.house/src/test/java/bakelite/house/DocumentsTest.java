package bakelite.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What can be checked of the documents: that links lead somewhere, and that decisions are counted
/// on.
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");
  private static final Pattern DECISION =
      Pattern.compile("docs/decisions/([0-9]{4})-[a-z0-9-]+\\.md");

  @Test
  void everyLinkInADocumentLeadsToAFile() {
    var repository = Repository.here();
    Finding.none(
        deadLinks(repository.documents(), path -> Files.exists(repository.root().resolve(path))));
  }

  @Test
  void aDeadLinkIsCaught() {
    var document =
        new Source(
            "docs/a.md", "[web](https://example.org/x)\n[up](../README.md#start) [no](gone.md)\n");
    assertEquals(
        List.of("docs/a.md:2: expected a link to a file, found gone.md"),
        deadLinks(List.of(document), "README.md"::equals).stream().map(Finding::toString).toList());
  }

  @Test
  void everyDecisionHasANumberOfItsOwn() {
    Finding.none(misnumbered(Repository.here().documents()));
  }

  @Test
  void aNumberThatIsUsedTwiceIsCaught() {
    assertEquals(
        List.of(
            "docs/decisions/0002-other.md:1: expected a number of its own, found 0002 taken by"
                + " docs/decisions/0002-one.md",
            "docs/decisions/third.md:1: expected a name like 0001-what-was-chosen.md, found"
                + " third.md"),
        misnumbered(
                List.of(
                    new Source("docs/decisions/0002-one.md", ""),
                    new Source("docs/decisions/0002-other.md", ""),
                    new Source("docs/decisions/third.md", "")))
            .stream()
            .map(Finding::toString)
            .toList());
  }

  private static List<Finding> deadLinks(List<Source> documents, Predicate<String> exists) {
    var findings = new ArrayList<Finding>();
    for (var document : documents) {
      var lines = document.lines();
      for (int at = 0; at < lines.size(); at++) {
        var links = LINK.matcher(lines.get(at));
        while (links.find()) {
          var target = links.group(1);
          var path = Path.of(document.path()).resolveSibling(target).normalize().toString();
          if (!target.contains("://") && !target.startsWith("mailto:") && !exists.test(path)) {
            findings.add(new Finding(document.path(), at + 1, "a link to a file", target));
          }
        }
      }
    }
    return findings;
  }

  private static List<Finding> misnumbered(List<Source> documents) {
    var taken = new HashMap<String, String>();
    var findings = new ArrayList<Finding>();
    for (var document : documents) {
      if (!document.path().startsWith("docs/decisions/")) {
        continue;
      }
      var name = DECISION.matcher(document.path());
      if (!name.matches()) {
        findings.add(
            new Finding(
                document.path(),
                1,
                "a name like 0001-what-was-chosen.md",
                Path.of(document.path()).getFileName().toString()));
        continue;
      }
      var first = taken.putIfAbsent(name.group(1), document.path());
      if (first != null) {
        findings.add(
            new Finding(
                document.path(), 1, "a number of its own", name.group(1) + " taken by " + first));
      }
    }
    return findings;
  }
}
