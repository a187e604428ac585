package bakelite.store.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A target that does not run always says why, and no report shows a secret.
final class ServerSourceTest {
  private static final Map<String, String> MINIO =
      Map.of(
          "BAKELITE_TEST_MINIO_ENDPOINT", "http://127.0.0.1:9000",
          "BAKELITE_TEST_MINIO_ACCESS_KEY", "someone",
          "BAKELITE_TEST_MINIO_SECRET_KEY", "only-for-me",
          "BAKELITE_TEST_MINIO_BUCKET", "plain");

  /// A machine without Docker, and one whose containers are not asked for.
  private static final class NoDocker extends Containers {
    @Override
    Optional<String> reasonAgainst(String name) {
      return Optional.of("Docker does not run here");
    }
  }

  private static ServerSource source(Map<String, String> environment) {
    return new ServerSource(environment, new NoDocker());
  }

  private static String reason(ServerSource.Found found) {
    return switch (found) {
      case ServerSource.Found.Ready(var server) -> throw new AssertionError(server.toString());
      case ServerSource.Found.None(var reason) -> reason;
    };
  }

  @Test
  void aServerInTheEnvironmentIsUsed() {
    var found = source(MINIO).local("minio");
    var expected =
        new RealServer("http://127.0.0.1:9000", "us-east-1", "someone", "only-for-me", "plain");
    assertEquals(new ServerSource.Found.Ready(expected), found);
    assertFalse(found.toString().contains("only-for-me"), found.toString());
  }

  @Test
  void aServerThatIsNowhereSaysHowToStartIt() {
    assertEquals(
        "BAKELITE_TEST_RGW_ENDPOINT is not set (dev/servers start rgw), and Docker does not run here",
        reason(source(MINIO).local("rgw")));
  }

  @Test
  void halfAnEnvironmentNamesWhatIsMissing() {
    var half = Map.of("BAKELITE_TEST_MINIO_ENDPOINT", "http://127.0.0.1:9000");
    assertEquals("BAKELITE_TEST_MINIO_ACCESS_KEY is not set", reason(source(half).local("minio")));
  }

  @Test
  void aServiceThatCostsMoneyIsOnlyUsedWhenAskedFor() {
    assertEquals(
        "BAKELITE_TEST_S3_AWS_BUCKET is not set; docs/testing.md says how to opt in",
        reason(source(MINIO).service("aws")));
    assertEquals(
        "BAKELITE_TEST_S3_R2_ENDPOINT is not set",
        reason(source(Map.of("BAKELITE_TEST_S3_R2_BUCKET", "b")).service("r2")));
  }
}
