package bakelite.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// One enum knows the exit codes, and `docs/cli.md` has the same table.
class ExitCodesTest {
  private static final String DOCUMENT = "docs/cli.md";
  private static final Pattern ROW = Pattern.compile("\\| ([0-9]+) \\| ([a-z ]+?) +\\|.*");

  @Test
  void oneEnumKnowsTheExitCodes() {
    Finding.none(secondEnums(Parsed.syntax(Repository.here().mainSources())));
  }

  @Test
  void theTableOfTheDocumentIsTheEnum() {
    Finding.none(
        differences(
            Repository.here().source(DOCUMENT), Parsed.syntax(Repository.here().mainSources())));
  }

  @Test
  void aSecondEnumIsCaught() {
    var one = sample("bakelite.cli", "enum ExitCode { OK(0); ExitCode(int code) {} }");
    var other = sample("bakelite.demo", "enum DemoExit { OK }");
    assertEquals(List.of(), secondEnums(Parsed.syntax(List.of(one))));
    assertEquals(
        List.of(
            "modules/bakelite.demo/src/main/java/A.java:2: expected one enum of exit codes, in"
                + " bakelite.cli, found DemoExit"),
        secondEnums(Parsed.syntax(List.of(one, other))).stream().map(Finding::toString).toList());
    assertEquals(
        2,
        secondEnums(Parsed.syntax(List.of(one, sample("bakelite.cli", "enum Exits {}")))).size());
  }

  @Test
  void aTableThatDiffersIsCaught() {
    var code =
        Parsed.syntax(
            List.of(
                sample(
                    "bakelite.cli",
                    "enum ExitCode { OK(0, \"ok\"), NOT_PROVED(1), LOCKED(8, \"key\"); }")));
    var document =
        new Source(DOCUMENT, "| 0 | ok | |\n| 1 | not found | when |\n| 2 | usage | when |\n");
    assertEquals(
        List.of(
            "docs/cli.md:1: expected a row for 8 key, found none",
            "docs/cli.md:2: expected 1 not proved, found 1 not found",
            "docs/cli.md:3: expected no row for 2 usage, found one"),
        differences(document, code).stream().map(Finding::toString).sorted().toList());
    var equal = new Source(DOCUMENT, "| 0 | ok | |\n| 1 | not proved | |\n| 8 | key | |\n");
    assertEquals(List.of(), differences(equal, code));
  }

  private static List<Finding> secondEnums(Parsed parsed) {
    var all = exitEnums(parsed);
    var inCli = all.stream().filter(one -> one.place().module().equals("bakelite.cli")).count();
    return all.stream()
        .filter(one -> inCli > 1 || !one.place().module().equals("bakelite.cli"))
        .map(one ->
            one.place()
                .finding(
                    "one enum of exit codes, in bakelite.cli",
                    one.tree().getSimpleName().toString()))
        .toList();
  }

  private static List<Finding> differences(Source document, Parsed parsed) {
    var codes = codes(parsed);
    if (codes.isEmpty()) {
      return List.of();
    }
    var findings = new ArrayList<Finding>();
    var missing = new TreeMap<>(codes);
    var lines = document.lines();
    for (int at = 0; at < lines.size(); at++) {
      var row = ROW.matcher(lines.get(at));
      if (row.matches()) {
        var written = row.group(1) + " " + row.group(2);
        var name = missing.remove(Integer.valueOf(row.group(1)));
        if (name == null) {
          findings.add(new Finding(document.path(), at + 1, "no row for " + written, "one"));
        } else if (!name.equals(row.group(2))) {
          findings.add(new Finding(document.path(), at + 1, row.group(1) + " " + name, written));
        }
      }
    }
    missing.forEach((code, name) ->
        findings.add(new Finding(document.path(), 1, "a row for " + code + " " + name, "none")));
    return findings;
  }

  /// Code to name, the name as the document writes it.
  private static Map<Integer, String> codes(Parsed parsed) {
    var codes = new TreeMap<Integer, String>();
    for (var one : exitEnums(parsed)) {
      for (var member : one.tree().getMembers()) {
        if (member instanceof VariableTree constant
            && constant.getInitializer() instanceof NewClassTree made
            && !made.getArguments().isEmpty()
            && made.getArguments().getFirst() instanceof LiteralTree literal
            && literal.getValue() instanceof Integer code) {
          codes.put(code, words(constant, made));
        }
      }
    }
    return codes;
  }

  // The words that the enum itself gives, else its constant's name.
  private static String words(VariableTree constant, NewClassTree made) {
    return made.getArguments().size() > 1
            && made.getArguments().get(1) instanceof LiteralTree literal
            && literal.getValue() instanceof String words
        ? words
        : constant.getName().toString().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private record ExitEnum(ClassTree tree, Place place) {}

  private static List<ExitEnum> exitEnums(Parsed parsed) {
    var enums = new ArrayList<ExitEnum>();
    parsed.each(
        ClassTree.class,
        (type, place) -> {
          if (type.getKind() == Tree.Kind.ENUM
              && type.getSimpleName().toString().contains("Exit")) {
            enums.add(new ExitEnum(type, place));
          }
        });
    return enums;
  }

  private static Source sample(String module, String type) {
    return Source.sample(module, "A.java", "package " + module + ";\n" + type + "\n");
  }
}
