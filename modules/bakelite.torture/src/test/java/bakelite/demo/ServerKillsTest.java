package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import bakelite.demo.Writer.Kind;
import bakelite.demo.Writer.Manners;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The linked daemon over real object stores, killed with SIGKILL under a writer; restores are
/// graded after each kill and after the clean stop, and `verify --deep` proves the replica.
///
/// The servers are those that `dev/servers env` tells; one that does not run is skipped, unless
/// `BAKELITE_TEST_REQUIRE` names it.
class ServerKillsTest {
  private static final int KILLS = 3;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"minio", "localstack", "rgw"})
  void everyCommitThatWasDurableComesBackFromAServer(String server) throws Exception {
    var endpoint = setting(server, "ENDPOINT");
    if (endpoint.isEmpty()) {
      skip(server);
    }
    long seed = Long.getLong("bakelite.seed", System.nanoTime());
    var store =
        String.format(
            Locale.ROOT,
            "s3://%s/kills-%016x?endpoint=%s&region=%s",
            setting(server, "BUCKET").orElseThrow(),
            seed,
            endpoint.orElseThrow(),
            setting(server, "REGION").orElseThrow());
    var image =
        Image.in(folder)
            .with("AWS_ACCESS_KEY_ID", setting(server, "ACCESS_KEY").orElseThrow())
            .with("AWS_SECRET_ACCESS_KEY", setting(server, "SECRET_KEY").orElseThrow());
    var application =
        new KillRun.Application(4096, new Manners("FULL", "0", "NORMAL"), List.of(Kind.JAVA));
    try (var run = new KillRun(application, image, store, seed)) {
      run.kills(KILLS);
      var problems = run.end();
      Scoreboard.tell("C2", KILLS, problems.isEmpty() ? 0 : 1, seed);
      assertEquals(List.of(), problems, () -> Scoreboard.replay(ServerKillsTest.class, seed));
    }
  }

  private static Optional<String> setting(String server, String key) {
    var name = "BAKELITE_TEST_" + server.toUpperCase(Locale.ROOT) + "_" + key;
    return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
  }

  private static void skip(String server) {
    var required = System.getenv().getOrDefault("BAKELITE_TEST_REQUIRE", "");
    if (List.of(required.split(",", -1)).contains(server)) {
      fail(
          "BAKELITE_TEST_REQUIRE names "
              + server
              + ": expected BAKELITE_TEST_"
              + server.toUpperCase(Locale.ROOT)
              + "_ENDPOINT, found nothing");
    }
    Assumptions.abort(server + ": not started; dev/servers start " + server);
  }
}
