package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The linked image and a bucket behind a server of S3's protocol.
class BucketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String SECRET = "SECRETKEY0hidden1";
  private static final Pattern REQUEST = Pattern.compile("\"(put|get|head|list|delete)\":(\\d+)");
  private static final Pattern DURABLE = Pattern.compile("\"durable_index\":(\\d+)");

  @TempDir Path folder;

  private final TransientNio2BlobStore blobs = new TransientNio2BlobStore();
  private S3Proxy proxy;
  private Image image;

  @BeforeEach
  void start() throws Exception {
    blobs.createContainer("acme");
    proxy =
        S3Proxy.builder()
            .blobStore(blobs)
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, "ACCESSKEY", SECRET)
            .build();
    proxy.start();
    image =
        Image.in(folder)
            .with("AWS_ACCESS_KEY_ID", "ACCESSKEY")
            .with("AWS_SECRET_ACCESS_KEY", SECRET);
  }

  @AfterEach
  void stop() throws Exception {
    proxy.stop();
  }

  private String endpoint() {
    return "http://127.0.0.1:" + proxy.getPort();
  }

  private Connection database() throws SQLException {
    var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("app.db"));
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode=WAL");
      statement.execute("CREATE TABLE t(n)");
    }
    return connection;
  }

  private static void commit(Connection connection, int count) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var i = 0; i < count; i++) {
        statement.execute("INSERT INTO t VALUES(" + i + ")");
      }
    }
  }

  private void configure() throws IOException {
    Files.writeString(
        folder.resolve("bakelite.yml"),
        String.format(
            Locale.ROOT,
            """
            state_dir: %s
            defaults:
              debounce: 0
            databases:
              - path: %s
                destinations:
                  - type: s3
                    bucket: acme
                    prefix: some/place
                    endpoint: %s
            """,
            folder.resolve("state"),
            folder.resolve("app.db"),
            endpoint()));
  }

  @Test
  void aReplicaInABucketIsReadWithoutConfigurationAndDatabase() throws Exception {
    configure();
    try (var connection = database()) {
      commit(connection, 20);
      image.call("daemon", "--once", "--config", "bakelite.yml").ends(0);
    }
    var elsewhere = image.without("STATE_DIRECTORY");
    var address = "s3://acme/some/place?endpoint=" + endpoint();
    assertTrue(elsewhere.call("list", address).ends(0).out().contains("app: replica "));
    elsewhere.call("verify", address, "--deep").ends(0);
    elsewhere.call("restore", address, "--output", "restored.db").ends(0);
    try (var restored =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("restored.db"));
        var rows = restored.createStatement().executeQuery("SELECT count(*) FROM t")) {
      assertEquals(20, rows.getInt(1));
    }
    var refused = elsewhere.call("list", "s3://nobody/some/place?endpoint=" + endpoint()).ends(4);
    assertTrue(refused.err().contains("expected the bucket 'nobody'"), refused::toString);
    refused = elsewhere.with("AWS_SECRET_ACCESS_KEY", "wrong").call("list", address).ends(4);
    assertTrue(refused.err().contains("expected the secret key"), refused::toString);
  }

  @Test
  void aBatchIsOnePutAndNothingElse() throws Exception {
    configure();
    try (var connection = database()) {
      commit(connection, 1);
      var daemon =
          image
              .builder("daemon", "--config", "bakelite.yml")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("daemon.log").toFile())
              .start();
      try {
        var before = settled();
        commit(connection, 25);
        var after = settled(before.getOrDefault("durable", 0L) + 25);
        assertTrue(after.get("put") - before.get("put") <= 25, () -> before + " " + after);
        assertTrue(after.get("put") > before.get("put"), () -> before + " " + after);
        for (var kind : List.of("get", "head", "list", "delete")) {
          assertEquals(before.get(kind), after.get(kind), kind);
        }
        daemon.destroy();
        assertTrue(daemon.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(0, daemon.exitValue());
      } finally {
        daemon.destroyForcibly();
      }
    }
    assertNoSecretBelow(folder);
  }

  private Map<String, Long> settled() throws Exception {
    return settled(1);
  }

  /// The counts once a commit is durable and two looks in a row tell the same.
  private Map<String, Long> settled(long durable) throws Exception {
    var deadline = Instant.now().plus(PATIENCE);
    Map<String, Long> last = Map.of();
    while (Instant.now().isBefore(deadline)) {
      var text = image.call("status", "--json", "--config", "bakelite.yml").out();
      assertFalse(text.contains(SECRET));
      var counts = new TreeMap<String, Long>();
      var requests = REQUEST.matcher(text);
      while (requests.find()) {
        counts.put(requests.group(1), Long.parseLong(requests.group(2)));
      }
      var index = DURABLE.matcher(text);
      counts.put("durable", index.find() ? Long.parseLong(index.group(1)) : 0);
      if (text.contains("\"state\":\"protecting\"")
          && counts.get("durable") >= durable
          && counts.equals(last)) {
        return counts;
      }
      last = counts;
    }
    throw new AssertionError(
        "not settled: " + last + Files.readString(folder.resolve("daemon.log")));
  }

  private static void assertNoSecretBelow(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertFalse(text.contains(SECRET), file::toString);
      }
    }
  }

  @Test
  void verbsWithoutABucketLoadNothingOfIt() throws Exception {
    var log = folder.resolve("classes.log");
    image
        .with("BAKELITE_JAVA_OPTIONS", "-Xlog:class+load:file=" + log)
        .call("list", folder.toString())
        .ends(3);
    var loaded = Files.readString(log);
    assertTrue(loaded.contains("bakelite.store.fs.FileStore"), "the log is one");
    for (var library : List.of(" okhttp3.", " io.minio.", " kotlin.", " com.google.common.")) {
      assertFalse(loaded.contains(library), library);
    }
  }
}
