package bakelite.store.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import bakelite.store.StoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server with a certificate of its own.
final class CertificateTest {
  private static final ObjectKey KEY = new ObjectKey("a");
  private static final String PASSWORD = "changeit";

  @TempDir static Path folder;

  private static S3Proxy proxy;

  @BeforeAll
  static void start() throws Exception {
    var store = folder.resolve("server.p12").toString();
    keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost",
        "-alias",
        "server",
        "-keystore",
        store,
        "-storepass",
        PASSWORD,
        "-validity",
        "2");
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "server",
        "-keystore",
        store,
        "-storepass",
        PASSWORD,
        "-file",
        folder.resolve("ca.pem").toString());
    var blobs = new TransientNio2BlobStore();
    blobs.createContainer(S3ProxyServer.BUCKET);
    proxy =
        S3Proxy.builder()
            .blobStore(blobs)
            .secureEndpoint(URI.create("https://127.0.0.1:0"))
            .keyStore(store, PASSWORD)
            .awsAuthentication(
                AuthenticationType.AWS_V4, S3ProxyServer.ACCESS_KEY, S3ProxyServer.SECRET_KEY)
            .build();
    proxy.start();
  }

  private static void keytool(String... arguments) throws Exception {
    var command =
        new java.util.ArrayList<>(List.of(System.getProperty("java.home") + "/bin/keytool"));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  @AfterAll
  static void stop() throws Exception {
    proxy.stop();
  }

  private static ObjectStore open(
      String host, Map<String, String> more, Map<String, String> variables) throws Exception {
    var values = new HashMap<>(more);
    values.put("bucket", S3ProxyServer.BUCKET);
    values.put("endpoint", host + ":" + proxy.getSecurePort());
    var environment = new HashMap<>(S3ProxyServer.environment());
    environment.putAll(variables);
    return new S3StoreProvider(environment, Limits.standard(), InstantSource.system())
        .open(new StoreSettings("s3", values));
  }

  @Test
  void anAuthorityOfOnesOwnIsTrustedWhereItIsNamed() throws Exception {
    var file = folder.resolve("ca.pem").toString();
    for (var store :
        List.of(
            open("https://localhost", Map.of("ca_file", file), Map.of()),
            open("https://localhost", Map.of(), Map.of("AWS_CA_BUNDLE", file)))) {
      try (store) {
        assertEquals(1, store.put(KEY, Content.of(new byte[1])).size());
      }
    }
  }

  @Test
  void anUnknownAuthorityIsToldApart() throws Exception {
    assertMisconfigured(
        open("https://localhost", Map.of(), Map.of()),
        "a certificate that this machine trusts",
        "ca_file");
  }

  @Test
  void aCertificateForAnotherNameIsToldApart() throws Exception {
    assertMisconfigured(
        open("https://127.0.0.1", Map.of("ca_file", folder.resolve("ca.pem").toString()), Map.of()),
        "a certificate for 127.0.0.1",
        "the name that the certificate is for");
  }

  @Test
  void aServerWithoutTlsIsToldApart() throws Exception {
    try (var plain = new ScriptedServer().says("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      var values =
          Map.of("bucket", "bucket", "endpoint", plain.endpoint().replace("http", "https"));
      var store =
          new S3StoreProvider(
                  S3ProxyServer.environment(), ScriptedServer.QUICK, InstantSource.system())
              .open(new StoreSettings("s3", values));
      try (store) {
        var refused = assertThrows(StoreException.class, () -> store.head(KEY));
        assertTrue(refused.getMessage().contains("expected "), refused::getMessage);
      }
    }
  }

  private static void assertMisconfigured(ObjectStore store, String expected, String hint) {
    try (store) {
      var refused = assertThrows(StoreException.Misconfigured.class, () -> store.head(KEY));
      assertTrue(refused.getMessage().contains("expected " + expected), refused::getMessage);
      assertTrue(refused.hint().contains(hint), refused::hint);
    }
  }
}
