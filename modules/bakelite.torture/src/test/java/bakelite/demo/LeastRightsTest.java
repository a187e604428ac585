package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A whole life of a replica with the rights that `docs/stores.md` prints and no other, on servers
/// that keep policies: `dev/servers` gives them to its users `writer` and `reader` out of that
/// document.
class LeastRightsTest {
  private static final int PAGE = 4096;
  private static final int POINTS = 2;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private String server = "";
  private long seed;

  @ParameterizedTest
  @ValueSource(strings = {"minio", "rgw"})
  void theRightsInTheDocumentAreEnoughAndEndAtTheirPrefix(String name) throws Exception {
    server = name;
    seed = Long.getLong("bakelite.seed", System.nanoTime());
    if (setting("LIMITED_ACCESS_KEY").isEmpty() || setting("READER_ACCESS_KEY").isEmpty()) {
      skip();
    }
    var writer = as("LIMITED", "state");
    var problems = new ArrayList<String>();
    var database = folder.resolve("app.db");
    var grader = new Grader(as("READER", "none"), database, store(), problems);
    Writer.create(database, PAGE);
    try (var sql = LibrarySql.open(database)) {
      write(writer, new NumberedCommits(sql, new SplittableRandom(seed), "PASSIVE"));
    }
    assertTrue(grader.listed().size() > POINTS, "the reader may list");
    grader.exact();
    grader.some(POINTS, new SplittableRandom(seed));
    writer.call("verify", store()).ends(0);
    assertEquals(List.of(), problems, () -> Scoreboard.replay(LeastRightsTest.class, seed));
    diagnosed(writer);
    refusedElsewhere(writer);
    refusedToTheReader();
  }

  /// A first copy, increments, a kill, a restart, and another machine that takes over.
  private void write(Image writer, NumberedCommits commits) throws Exception {
    var daemon = writer.start(": protecting", "replicate", "app.db", store());
    commit(commits, 20);
    daemon.destroyForcibly().waitFor();
    commit(commits, 3);
    daemon = writer.start(": protecting", "replicate", "app.db", store());
    commit(commits, 10);
    stop(writer, daemon);

    daemon = writer.start(": protecting", "replicate", "app.db", store());
    commit(commits, 10);
    daemon.destroyForcibly().waitFor();
    var other = as("LIMITED", "state-of-another-machine");
    daemon = other.start(": protecting", "replicate", "app.db", store(), "--take-over");
    commit(commits, 10);
    stop(other, daemon);
  }

  private static void commit(NumberedCommits commits, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      commits.commit();
    }
  }

  private static void stop(Image image, Process daemon) throws Exception {
    daemon.destroy();
    assertTrue(daemon.waitFor(60, TimeUnit.SECONDS), image.log());
    assertEquals(0, daemon.exitValue(), image.log());
    assertFalse(image.log().contains("trouble"), image.log());
  }

  /// Nothing is missing but the right to delete, which the document does not give.
  private void diagnosed(Image writer) throws Exception {
    Files.writeString(
        folder.resolve("bakelite.yml"),
        String.format(
            Locale.ROOT,
            """
            state_dir: %s
            databases:
              - path: %s
                destinations:
                  - type: s3
                    bucket: %s
                    prefix: %s
                    endpoint: %s
                    region: %s
            """,
            folder.resolve("state"),
            folder.resolve("app.db"),
            setting("BUCKET").orElseThrow(),
            place(),
            setting("ENDPOINT").orElseThrow(),
            setting("REGION").orElseThrow()));
    var diagnosis = writer.call("doctor", "--config", "bakelite.yml").ends(0).out();
    var doubts = diagnosis.lines().filter(line -> line.startsWith("warning")).toList();
    assertEquals(1, doubts.size(), diagnosis);
    assertTrue(doubts.getFirst().contains("cannot delete objects: expected permission"), diagnosis);
    assertTrue(diagnosis.contains("ok       app: contents: the replica is in app/"), diagnosis);
  }

  private void refusedElsewhere(Image writer) throws Exception {
    var bucket = setting("BUCKET").orElseThrow();
    var others =
        List.of(
            bucket,
            bucket + "/elsewhere",
            bucket + "/" + setting("LIMITED_PREFIX").orElseThrow().replaceFirst(".?/$", ""),
            setting("VERSIONED_BUCKET").orElseThrow() + "/" + place());
    for (var place : others) {
      refused(writer.call("list", address(place)));
    }
    refused(writer.call("restore", address(others.get(1)), "--output", "elsewhere.db"));
    assertTrue(Files.notExists(folder.resolve("elsewhere.db")));
    refused(once(writer, address(bucket + "/elsewhere")));
  }

  private void refusedToTheReader() throws Exception {
    refused(
        once(
            as("READER", "state-of-a-reader"),
            address(setting("BUCKET").get() + "/" + place() + "/new")));
  }

  /// A daemon that keeps trying to put something, until it is stopped.
  private Image.Answer once(Image image, String store) throws Exception {
    var daemon = image.start("store trouble", "replicate", "app.db", store);
    daemon.destroy();
    assertTrue(daemon.waitFor(60, TimeUnit.SECONDS), image.log());
    return new Image.Answer(daemon.exitValue(), "", image.log());
  }

  private static void refused(Image.Answer answer) {
    answer.ends(4);
    assertTrue(answer.err().contains("expected permission, found AccessDenied"), answer::toString);
    assertTrue(answer.err().contains("docs/stores.md has the policy"), answer::toString);
  }

  private Image as(String user, String state) throws Exception {
    return Image.in(folder)
        .with("AWS_ACCESS_KEY_ID", setting(user + "_ACCESS_KEY").orElseThrow())
        .with("AWS_SECRET_ACCESS_KEY", setting(user + "_SECRET_KEY").orElseThrow())
        .with("STATE_DIRECTORY", folder.resolve(state).toString());
  }

  private String place() {
    return String.format(
        Locale.ROOT, "%srights-%016x", setting("LIMITED_PREFIX").orElseThrow(), seed);
  }

  private String store() {
    return address(setting("BUCKET").orElseThrow() + "/" + place());
  }

  private String address(String place) {
    return String.format(
        Locale.ROOT,
        "s3://%s?endpoint=%s&region=%s",
        place,
        setting("ENDPOINT").orElseThrow(),
        setting("REGION").orElseThrow());
  }

  private Optional<String> setting(String key) {
    var name = "BAKELITE_TEST_" + server.toUpperCase(Locale.ROOT) + "_" + key;
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }

  private void skip() {
    var required = System.getenv().getOrDefault("BAKELITE_TEST_REQUIRE", "");
    if (List.of(required.split(",", -1)).contains(server)) {
      fail(
          "BAKELITE_TEST_REQUIRE names " + server + ": expected users with few rights, found none");
    }
    Assumptions.abort(server + ": not started, or by an older dev/servers; stop and start it");
  }
}
