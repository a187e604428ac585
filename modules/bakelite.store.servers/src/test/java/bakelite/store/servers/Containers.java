package bakelite.store.servers;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/// Servers in containers, where Docker runs. Each is started once and ends with the JVM.
class Containers {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String KEY = "bakelite";
  private static final String SECRET = "bakelite-secret";
  private static final String BUCKET = "plain";

  private static final Containers OF_THIS_MACHINE = new Containers();

  private final Map<String, ServerSource.Found> started = new HashMap<>();
  private Optional<Boolean> docker = Optional.empty();

  static Containers ofThisMachine() {
    return OF_THIS_MACHINE;
  }

  /// Why there is no container for a server; empty when there can be.
  synchronized Optional<String> reasonAgainst(String name) {
    if (!List.of("minio", "localstack").contains(name)) {
      return Optional.of("there is no image of it");
    }
    if (docker.isEmpty()) {
      docker = Optional.of(DockerClientFactory.instance().isDockerAvailable());
    }
    return docker.get() ? Optional.empty() : Optional.of("Docker does not run here");
  }

  synchronized ServerSource.Found start(String name) {
    return started.computeIfAbsent(name, Containers::started);
  }

  private static ServerSource.Found started(String name) {
    try {
      return new ServerSource.Found.Ready(name.equals("minio") ? minio() : localstack());
    } catch (Exception e) {
      return new ServerSource.Found.None("its container does not start: " + e);
    }
  }

  // Never closed: Testcontainers removes them when this JVM has ended.
  @SuppressWarnings("resource")
  private static RealServer minio() throws Exception {
    var container =
        new GenericContainer<>(DockerImageName.parse("minio/minio:RELEASE.2025-09-07T16-13-09Z"))
            .withEnv("MINIO_ROOT_USER", KEY)
            .withEnv("MINIO_ROOT_PASSWORD", SECRET)
            .withCommand("server", "/data")
            .withExposedPorts(9000)
            .waitingFor(
                Wait.forHttp("/minio/health/ready").forPort(9000).withStartupTimeout(PATIENCE));
    container.start();
    // A folder of the one disk is a bucket.
    run(container, "mkdir", "/data/" + BUCKET);
    return server(container, 9000);
  }

  @SuppressWarnings("resource")
  private static RealServer localstack() throws Exception {
    var container =
        new GenericContainer<>(DockerImageName.parse("localstack/localstack:4.14.0"))
            .withEnv("SERVICES", "s3")
            .withExposedPorts(4566)
            .waitingFor(
                Wait.forHttp("/_localstack/health").forPort(4566).withStartupTimeout(PATIENCE));
    container.start();
    run(container, "awslocal", "s3", "mb", "s3://" + BUCKET);
    return server(container, 4566);
  }

  private static void run(GenericContainer<?> container, String... command) throws Exception {
    var result = container.execInContainer(command);
    if (result.getExitCode() != 0) {
      throw new IllegalStateException(
          String.join(" ", command) + " ended with " + result.getExitCode() + result.getStderr());
    }
  }

  private static RealServer server(GenericContainer<?> container, int port) {
    var endpoint = "http://" + container.getHost() + ":" + container.getMappedPort(port);
    return new RealServer(endpoint, "us-east-1", KEY, SECRET, BUCKET);
  }
}
