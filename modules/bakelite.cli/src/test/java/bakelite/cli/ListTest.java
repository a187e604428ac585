package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `list`: everything that can be restored, or what a span of time holds of it.
class ListTest {
  @TempDir Path folder;
  private Machine machine;

  @BeforeEach
  void start() throws Exception {
    machine = Sample.in(folder);
  }

  @Test
  void everyCommitIsALineUnderOneHeading() {
    var lines = machine.call("list", "backups", "--commits").ends(0).out().lines().toList();
    assertEquals(List.of("index", "time", "pages", "changed", "database"), words(lines.getFirst()));
    assertEquals(commits().size(), lines.size() - 1);
    for (int line = 1; line < lines.size(); line++) {
      var commit = commits().get(line - 1);
      assertEquals(String.valueOf(commit.get("index")), words(lines.get(line)).getFirst());
      assertTrue(lines.get(line).contains(" UTC "), lines.get(line));
    }
  }

  @Test
  void aSpanOfTimeHoldsTheCommitsFromItsBeginningToItsEnd() {
    var all = commits();
    for (var from : all) {
      for (var to : all) {
        var since = moment(from);
        var until = moment(to);
        if (!since.isAfter(until)) {
          var expected =
              all.stream()
                  .filter(
                      commit -> !moment(commit).isBefore(since) && !moment(commit).isAfter(until))
                  .toList();
          assertEquals(expected, commits("--since", since.toString(), "--until", until.toString()));
          assertEquals(expected.isEmpty() ? 0 : 1, windows(since, until).size());
        }
      }
    }
  }

  @Test
  void aSpanWithoutCommitsSaysSo() {
    var answer = machine.call("list", "backups", "--commits", "--until", "2001-01-01").ends(0);
    assertEquals("no commit lies in this span of time\n", answer.out());
    assertEquals(List.of(), commits("--until", "2001-01-01"));
    assertEquals(List.of(), windows(Instant.EPOCH, Instant.EPOCH));
  }

  @Test
  void aSpanThatEndsBeforeItBeginsIsRefused() {
    machine.call("list", "backups", "--since", "1h ago", "--until", "2h ago").fails(2);
    machine.call("list", "backups", "--since", "soon").fails(2);
  }

  @Test
  void aReplicaWithoutACompleteCopyHasNothingYet() throws Exception {
    try (var objects = Files.list(folder.resolve("backups/app/c"))) {
      for (var object : objects.sorted().skip(1).toList()) {
        Files.delete(object);
      }
    }
    var answer = machine.call("list", "backups", "--commits");
    assertEquals(
        "nothing can be restored yet: the first full copy is not complete\n", answer.ends(0).out());
    machine.call("restore", "backups", "--output", "out.db").fails(3);
    assertTrue(machine.call("verify", "backups").ends(0).out().contains("nothing to restore yet"));
  }

  private static Instant moment(Map<String, Object> commit) {
    return Instant.parse(String.valueOf(commit.get("at")));
  }

  private static List<String> words(String line) {
    return List.of(line.strip().split(" +", -1));
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> commits(String... more) {
    var words = new ArrayList<>(List.of("list", "backups", "--commits", "--json"));
    words.addAll(List.of(more));
    var document = machine.call(words.toArray(new String[0])).ends(0).json();
    return (List<Map<String, Object>>) document.get("commits");
  }

  private List<?> windows(Instant since, Instant until) {
    var answer =
        machine.call(
            "list", "backups", "--json", "--since", since.toString(), "--until", until.toString());
    return (List<?>) answer.ends(0).json().get("windows");
  }
}
