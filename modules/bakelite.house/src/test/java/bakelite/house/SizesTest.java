package bakelite.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.MethodTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Files and methods that fit into a head.
class SizesTest {
  private static final int MEDIAN_FILE_LINES = 100;
  private static final int NINE_OF_TEN_FILE_LINES = 300;
  private static final int LONGEST_FILE_LINES = 500;
  private static final int LONGEST_METHOD_LINES = 60;

  @Test
  void filesAreShort() {
    Finding.none(longFiles(Repository.here().mainSources()));
  }

  @Test
  void methodsAreShort() {
    Finding.none(longMethods(Parsed.everythingThatShips()));
  }

  @Test
  void aFileAboveTheLimitIsCaught() {
    var found = longFiles(List.of(lines(10), lines(10), lines(10), lines(501)));
    assertEquals(2, found.size(), "as the longest, and as the tenth that is not below 300");
    assertTrue(found.getFirst().toString().contains("expected at most 500 lines in a file"));
    assertEquals(List.of(), longFiles(List.of(lines(100), lines(100), lines(100), lines(300))));
  }

  @Test
  void aMedianAboveTheLimitIsCaught() {
    var found = longFiles(List.of(lines(10), lines(101), lines(102)));
    assertEquals(1, found.size());
    assertTrue(found.getFirst().limit().contains("median"));
  }

  @Test
  void aTenthOfTheFilesAboveTheLimitIsCaught() {
    var found =
        longFiles(
            List.of(
                lines(1),
                lines(1),
                lines(1),
                lines(1),
                lines(1),
                lines(1),
                lines(1),
                lines(1),
                lines(301),
                lines(301)));
    assertEquals(1, found.size());
    assertTrue(found.getFirst().limit().contains("nine of ten"));
  }

  @Test
  void aLongMethodIsCaughtWithItsName() {
    assertEquals(List.of(), longMethods(methodOf(60)));
    assertEquals(
        "modules/m/src/main/java/Long.java:2: expected at most 60 lines in a method,"
            + " found 61 in run",
        longMethods(methodOf(61)).getFirst().toString());
  }

  private static List<Finding> longFiles(List<Source> sources) {
    var byLength = sources.stream().sorted(Comparator.comparingInt(SizesTest::length)).toList();
    var findings = new ArrayList<Finding>();
    byLength.stream()
        .filter(source -> length(source) > LONGEST_FILE_LINES)
        .map(source -> tooLong(source, LONGEST_FILE_LINES, "lines in a file"))
        .forEach(findings::add);
    for (var rank :
        List.of(
            new Rank(5, MEDIAN_FILE_LINES, "lines in the median file"),
            new Rank(9, NINE_OF_TEN_FILE_LINES, "lines in nine of ten files"))) {
      if (!byLength.isEmpty()) {
        var source = byLength.get((byLength.size() * rank.tenths() + 9) / 10 - 1);
        if (length(source) > rank.limit()) {
          findings.add(tooLong(source, rank.limit(), rank.what()));
        }
      }
    }
    return findings;
  }

  private record Rank(int tenths, int limit, String what) {}

  private static Finding tooLong(Source source, int limit, String what) {
    return new Finding(
        source.path(), length(source), "at most " + limit + " " + what, length(source) + "");
  }

  private static int length(Source source) {
    return source.lines().size();
  }

  private static List<Finding> longMethods(Parsed parsed) {
    return parsed.find(
        MethodTree.class,
        (method, place) -> {
          var lines = place.lastLine() - place.line() + 1;
          return lines <= LONGEST_METHOD_LINES
              ? List.of()
              : List.of(
                  place.finding(
                      "at most " + LONGEST_METHOD_LINES + " lines in a method",
                      lines + " in " + method.getName()));
        });
  }

  private static Source lines(int count) {
    return Source.sample("m", "Lines.java", "\n".repeat(count));
  }

  private static Parsed methodOf(int lines) {
    var body = "    n++;\n".repeat(lines - 3);
    return Parsed.syntax(
        List.of(
            Source.sample(
                "m",
                "Long.java",
                "class Long {\n  void run() {\n    int n = 0;\n" + body + "  }\n}\n")));
  }
}
