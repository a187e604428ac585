package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every command of every runbook does what it is there for: with a database that is protected, and
/// the places of this test for those of the document.
class RunbooksTest {
  @TempDir Path temporary;
  private Path folder;
  private Image image;
  private Process daemon;

  @BeforeEach
  void protectSomeCommits() throws Exception {
    folder = temporary.toRealPath();
    var file = folder.resolve("bakelite.yml");
    for (var each : List.of("app", "drill")) {
      Files.createDirectories(folder.resolve(each));
    }
    Files.writeString(
        file,
        "listen: 127.0.0.1:0\ndatabases: [{path: %s/app/app.db, destinations: [{path: %s/backups}]}]\n"
            .formatted(folder, folder));
    image = Image.in(folder).with("BAKELITE_CONFIG", file.toString());
    Writer.create(folder.resolve("app/app.db"), 4096);
    daemon = image.start("app: protecting", "daemon");
    try (var sql = LibrarySql.open(folder.resolve("app/app.db"))) {
      var commits = new NumberedCommits(sql, new SplittableRandom(5), "TRUNCATE");
      for (int each = 0; each < 10; each++) {
        commits.commit();
      }
    }
  }

  @AfterEach
  void end() {
    daemon.destroyForcibly();
  }

  @Test
  void everyCommandOfEveryRunbookWorks() throws Exception {
    // What is done every day.
    image.call("verify", "--db", "app", "--deep").ends(0);
    int tried = 0;
    for (var words : commands()) {
      if (words.contains("daemon")) {
        stop();
        daemon = image.start("app: protecting", words.toArray(String[]::new));
      } else if (words.contains("--force")) {
        stop();
        image.call(words.toArray(String[]::new)).ends(0);
        daemon = image.start("app: protecting", "daemon");
      } else {
        call(words);
      }
      tried++;
    }
    assertTrue(tried >= 40, "" + tried);
    stop();
  }

  @Test
  void theImageAnswersThoseWhoWatchAndSaysNothingOnceItIsGone() throws Exception {
    var said = Pattern.compile("listening on (http://127.0.0.1:\\d+)/metrics").matcher(image.log());
    assertTrue(said.find(), image.log());
    var address = said.group(1);
    assertEquals("ok, 1 database\n", get(address + "/healthz"));
    assertTrue(get(address + "/metrics").contains("{database=\"app\",state=\"protecting\"} 1\n"));
    image.call("check", "--max-lag", "30s").ends(0);
    stop();
    assertThrows(IOException.class, () -> get(address + "/healthz"));
    assertTrue(image.call("check").ends(1).out().startsWith("app: not protected: stopped "));
  }

  private static String get(String address) throws IOException {
    try (var answer = URI.create(address).toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void stop() throws Exception {
    daemon.destroy();
    assertTrue(daemon.waitFor(60, TimeUnit.SECONDS), image.log());
    assertEquals(0, daemon.exitValue(), image.log());
  }

  private void call(List<String> words) throws Exception {
    int output = words.indexOf("--output") + 1;
    if (output > 0) {
      // The other machine of the document has no such file.
      words.set(output, words.get(output).replace("/app.db", "/moved.db"));
      Files.deleteIfExists(Path.of(words.get(output)));
    }
    var answer = image.call(words.toArray(String[]::new));
    assertEquals(0, answer.status(), () -> words + ": " + answer);
  }

  private List<List<String>> commands() throws IOException {
    var commands = new ArrayList<List<String>>();
    for (var line : Files.readAllLines(repository().resolve("docs/operations.md"))) {
      if (line.matches(" {4,}bakelite .*")) {
        commands.add(words(line.strip().substring("bakelite ".length())));
      }
    }
    return commands;
  }

  /// As a shell would that knows blanks and single quotes.
  private List<String> words(String command) {
    var words = new ArrayList<String>();
    var pieces = command.split("'", -1);
    for (int piece = 0; piece < pieces.length; piece++) {
      words.addAll(piece % 2 == 1 ? List.of(here(pieces[piece])) : blanks(pieces[piece]));
    }
    return words;
  }

  private List<String> blanks(String piece) {
    return piece.isBlank()
        ? List.of()
        : List.of(piece.strip().split(" +", -1)).stream().map(this::here).toList();
  }

  private String here(String word) {
    return word.replace("/var/lib/app/", folder + "/app/")
        .replace("/var/backups/bakelite", folder + "/backups")
        .replace("/var/tmp/", folder + "/drill/")
        .replace("4711", "4")
        .replace("2026-11-26 02:29", Instant.now().toString());
  }

  private static Path repository() {
    var at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("mvnw"))) {
      at = at.getParent();
    }
    return at;
  }
}
