package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The documents under `--json`, value by value: scripts rely on each of them.
class JsonTest {
  @TempDir Path folder;
  private Machine machine;

  @BeforeEach
  void start() throws Exception {
    machine = Sample.in(folder);
  }

  @Test
  void aRestoreTellsWhatItMade() throws Exception {
    var document = call("restore", "backups", "--output", "out.db", "--check", "quick");
    var output = folder.resolve("out.db");
    assertEquals(output.toString(), document.get("output"));
    assertEquals(Files.size(output), document.get("bytes"));
    assertEquals(4096L, document.get("page_size"));
    assertEquals(Files.size(output) / 4096, document.get("pages"));
    assertEquals("quick", document.get("check"));
    assertTrue(String.valueOf(document.get("digest")).matches("[0-9a-f]{32}"));
    assertTrue((Long) document.get("objects_read") > 0);
    assertTrue((Long) document.get("bytes_read") > 0);
    assertTrue((Double) document.get("seconds") >= 0);
    var last = commits().getLast();
    assertEquals(last.get("index"), document.get("index"));
    assertEquals(last.get("at"), document.get("committed_at"));
    assertTrue(Instant.parse(String.valueOf(document.get("committed_at"))).isBefore(Instant.MAX));
  }

  @Test
  void aVerificationTellsWhatItRead() throws Exception {
    var document = call("verify", "backups");
    assertEquals(true, document.get("ok"));
    assertEquals(false, document.get("deep"));
    assertEquals(commits().getLast().get("index"), document.get("index"));
    assertEquals(List.of(), document.get("problems"));
    try (var files = Files.walk(folder.resolve("backups"))) {
      assertEquals(files.filter(Files::isRegularFile).count(), document.get("objects"));
    }
    assertEquals(true, call("verify", "backups", "--deep").get("deep"));
  }

  @Test
  @SuppressWarnings("unchecked")
  void aVerificationOfADamagedReplicaTellsEveryProblem() throws Exception {
    var object = Damage.flip(folder.resolve("backups/app/c"), 300);
    var answer = machine.call("verify", "backups", "--json").ends(1);
    assertEquals("", answer.err());
    var document = Json.document(answer.out());
    assertEquals(false, document.get("ok"));
    var problems = (List<Map<String, Object>>) document.get("problems");
    assertEquals("[{\"object\",\"offset\",\"expected\",\"found\",\"hint\"}]", Json.shape(problems));
    assertEquals(
        folder.resolve("backups").relativize(object).toString(), problems.getFirst().get("object"));
  }

  @Test
  @SuppressWarnings("unchecked")
  void theListTellsOneWindowFromTheFirstToTheLastCommit() throws Exception {
    var document = call("list", "backups");
    var commits = commits();
    assertEquals("app", document.get("name"));
    assertEquals(1L, document.get("format"));
    var window = ((List<Map<String, Object>>) document.get("windows")).getFirst();
    assertEquals(commits.getFirst().get("index"), window.get("from_index"));
    assertEquals(commits.getLast().get("index"), window.get("to_index"));
    assertEquals(commits.getFirst().get("at"), window.get("from"));
    assertEquals(commits.getLast().get("at"), window.get("to"));
    assertEquals(0L, window.get("grain_seconds"));
    var point = ((List<Map<String, Object>>) document.get("restore_points")).getFirst();
    assertEquals("snapshot", point.get("kind"));
    assertEquals(commits.getFirst().get("index"), point.get("index"));
  }

  @Test
  void exactlyTheListedCommitsCanBeRestored() throws Exception {
    var listed = commits().stream().map(commit -> (Long) commit.get("index")).toList();
    // A claim stands for the commit before it: of the first there is none, of the last there is.
    long gone = listed.getLast() + 1;
    for (long index = 1; index <= gone + 1; index++) {
      var answer =
          machine.call(
              "restore", "backups", "-o", index + ".db", "--index", Long.toString(index), "--json");
      if (listed.contains(index) || index == gone) {
        assertEquals(Math.min(index, listed.getLast()), answer.ends(0).json().get("index"));
      } else {
        answer.ends(3);
      }
    }
  }

  private Map<String, Object> call(String... words) {
    var all = Arrays.copyOf(words, words.length + 1);
    all[words.length] = "--json";
    return machine.call(all).ends(0).json();
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> commits() {
    return (List<Map<String, Object>>) call("list", "backups", "--commits").get("commits");
  }

  @Test
  void whatLiesBesideAReplicaAndIsNotItsOwnIsAWarning() throws Exception {
    Files.writeString(folder.resolve("backups/app/notes.txt"), "mine");
    Files.createDirectory(folder.resolve("backups/app/other"));
    Files.writeString(folder.resolve("backups/app/other/d"), "mine");
    var warnings =
        List.of(
            "there is app/notes.txt, which is none of the replica's objects",
            "there is app/other/d, which is none of the replica's objects");
    var document = call("verify", "backups");
    assertEquals(true, document.get("ok"));
    assertEquals(warnings, document.get("warnings"));
    var said = machine.call("verify", "backups").ends(0).err();
    warnings.forEach(warning -> assertTrue(said.contains("warning: " + warning), said));
  }
}
