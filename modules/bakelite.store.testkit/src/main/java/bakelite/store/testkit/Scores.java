package bakelite.store.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What became of each target, for the table at the end of a run.
final class Scores {
  private final Map<String, Score> targets = new TreeMap<>();

  /// What became of one target.
  static final class Score {
    private int passed;
    private int failed;
    private Optional<String> skipped = Optional.empty();
    private final Map<String, String> leftOut = new TreeMap<>();

    private String result() {
      if (failed > 0) {
        return "failed";
      }
      return passed > 0 ? "ran" : "skipped";
    }

    private String remarks() {
      if (passed + failed == 0) {
        return skipped.orElse("nothing of it was tried");
      }
      var remarks = new StringBuilder(passed + " passed, " + failed + " failed");
      leftOut.forEach((what, reason) ->
          remarks.append(String.format(Locale.ROOT, "; without %s: %s", what, reason)));
      return remarks.toString();
    }
  }

  /// One line: how a target fared.
  ///
  /// @param result `ran`, `failed` or `skipped`
  record Line(String target, String result, String remarks) {
    /// Separated by tabs, for programs.
    String row() {
      return String.join("\t", target, result, remarks.replaceAll("\\s+", " "));
    }
  }

  synchronized void passed(String target) {
    of(target).passed++;
  }

  synchronized void failed(String target) {
    of(target).failed++;
  }

  synchronized void skipped(String target, String reason) {
    of(target).skipped = Optional.of(reason);
  }

  synchronized void leftOut(String target, String what, String reason) {
    of(target).leftOut.put(what, reason);
  }

  private Score of(String target) {
    return targets.computeIfAbsent(target, _ -> new Score());
  }

  synchronized List<Line> lines() {
    var lines = new ArrayList<Line>();
    targets.forEach((name, score) -> lines.add(new Line(name, score.result(), score.remarks())));
    return lines;
  }

  /// For a person.
  String table() {
    var table = new StringBuilder("store conformance\n");
    for (var line : lines()) {
      table.append(
          String.format(
              Locale.ROOT, "  %-20s %-8s %s%n", line.target(), line.result(), line.remarks()));
    }
    return table.toString();
  }
}
