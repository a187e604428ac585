package bakelite.store.s3;

import static bakelite.store.s3.ScriptedServer.STORED;
import static bakelite.store.s3.ScriptedServer.answer;
import static bakelite.store.s3.ScriptedServer.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where keys come from, in which order, and that they go nowhere but into a signature.
final class KeysTest {
  private static final Instant NOW = Instant.parse("2026-11-30T20:40:00Z");
  private static final Map<String, String> ENVIRONMENT =
      Map.of("AWS_ACCESS_KEY_ID", "AKENV", "AWS_SECRET_ACCESS_KEY", "SKENV");

  @TempDir Path folder;

  private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
  private ScriptedServer server;
  private ScriptedServer lender;
  private int puts;

  @BeforeEach
  void start() throws Exception {
    server = new ScriptedServer();
    lender = new ScriptedServer();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
    lender.close();
  }

  private ObjectStore open(Map<String, String> settings, Map<String, String> environment)
      throws Exception {
    return server.open(ScriptedServer.QUICK, settings, environment, now::get);
  }

  /// The access key that a put was signed with.
  private String signer(ObjectStore store) throws Exception {
    server.says(STORED);
    var result = store.putIfAbsent(new ObjectKey("c/" + puts++), Content.of(new byte[1]));
    assertInstanceOf(PutResult.Stored.class, result);
    return server.requests().getLast().split("Credential=", 2)[1].split("/", 2)[0];
  }

  private Path secret(String name, String text) throws Exception {
    var file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void theDestinationComesBeforeAProfileAndThatBeforeTheEnvironment() throws Exception {
    var file =
        secret(
            "credentials",
            """
            [default]
            aws_access_key_id = AKDEF
            aws_secret_access_key=S
            # another
            [work]
            aws_access_key_id=AKWORK
            aws_secret_access_key = S
            """);
    var both = new java.util.HashMap<>(ENVIRONMENT);
    both.put("AWS_SHARED_CREDENTIALS_FILE", file.toString());
    var own = Map.of("access_key", "AKOWN", "secret_key", "SKOWN");
    assertEquals("AKOWN", signer(open(own, both)));
    assertEquals("AKWORK", signer(open(Map.of("profile", "work"), both)));
    assertEquals("AKENV", signer(open(Map.of(), both)));
    both.keySet().removeAll(ENVIRONMENT.keySet());
    assertEquals("AKDEF", signer(open(Map.of(), both)));
    both.put("AWS_PROFILE", "work");
    assertEquals("AKWORK", signer(open(Map.of(), both)));
    both.put("AWS_PROFILE", "wrok");
    var refused =
        assertThrows(StoreException.Misconfigured.class, () -> signer(open(Map.of(), both)));
    assertTrue(refused.getMessage().contains("'wrok'"), refused::getMessage);
  }

  @Test
  void filesThatAreEditedCountAtOnce() throws Exception {
    var access = secret("access", "AKFIRST\n");
    var secret = secret("secret", "S1\n");
    var store =
        open(
            Map.of("access_key_file", access.toString(), "secret_key_file", secret.toString()),
            ENVIRONMENT);
    assertEquals("AKFIRST", signer(store));
    Files.writeString(access, "AKSECOND");
    assertEquals("AKSECOND", signer(store));
    Files.delete(access);
    assertThrows(StoreException.Misconfigured.class, () -> signer(store), "not the environment's");
  }

  @Test
  void aFileThatOthersCanReadIsRefused() throws Exception {
    var secret = secret("secret", "SKHIDDEN");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
    var store = open(Map.of("access_key", "AK", "secret_key_file", secret.toString()), Map.of());
    var refused = assertThrows(StoreException.Misconfigured.class, () -> signer(store));
    assertEquals("chmod o-rwx " + secret, refused.hint());
  }

  @Test
  void noKeysAtAllSaysWhereTheyWereLookedFor() throws Exception {
    var store = open(Map.of(), Map.of("HOME", folder.toString()));
    var refused = assertThrows(StoreException.Denied.class, () -> signer(store));
    assertTrue(refused.getMessage().contains("AWS_ACCESS_KEY_ID"), refused::getMessage);
    assertTrue(refused.getMessage().contains("~/.aws/credentials"), refused::getMessage);
    assertEquals(0, server.requests().size(), "nothing is sent without a signature");
  }

  private static String loan(String key, Instant end) {
    return answer(
        "200 OK",
        "",
        "{\"Code\":\"Success\",\"AccessKeyId\":\""
            + key
            + "\",\"SecretAccessKey\":\"S\",\"Token\":\"T-"
            + key
            + "\",\"Expiration\":\""
            + end
            + "\"}");
  }

  @Test
  void aContainersKeysAreKeptAndRenewedBeforeTheyEnd() throws Exception {
    var store =
        open(
            Map.of(),
            Map.of(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                lender.endpoint() + "/role",
                "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                "let-me-in"));
    lender.says(
        loan("AK1", NOW.plus(Duration.ofHours(1))), loan("AK2", NOW.plus(Duration.ofHours(2))));
    assertEquals("AK1", signer(store));
    assertTrue(server.requests().getLast().contains("\r\nX-Amz-Security-Token: T-AK1\r\n"));
    now.set(NOW.plus(Duration.ofMinutes(54)));
    assertEquals("AK1", signer(store));
    assertEquals(1, lender.requests().size());
    assertTrue(lender.requests().getFirst().contains("\r\nAuthorization: let-me-in\r\n"));
    now.set(NOW.plus(Duration.ofMinutes(56)));
    assertEquals("AK2", signer(store));
    now.set(NOW.plus(Duration.ofMinutes(116)));
    assertEquals("AK2", signer(store), "the lender is silent, and these still hold");
    now.set(NOW.plus(Duration.ofHours(3)));
    assertThrows(StoreException.Unreachable.class, () -> signer(store));
  }

  @Test
  void keysThatTheStoreCallsExpiredAreFetchedAnew() throws Exception {
    var store =
        open(Map.of(), Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", lender.endpoint() + "/role"));
    lender.says(
        loan("AK1", NOW.plus(Duration.ofHours(9))), loan("AK2", NOW.plus(Duration.ofHours(9))));
    server.says(error("400 Bad Request", "ExpiredToken", "x"));
    assertThrows(StoreException.Denied.class, () -> store.get(new ObjectKey("a")));
    assertEquals("AK2", signer(store));
  }

  @Test
  void aMachinesKeysComeWithATokenOnly() throws Exception {
    var store = open(Map.of(), Map.of("AWS_EC2_METADATA_SERVICE_ENDPOINT", lender.endpoint()));
    lender.says(
        answer("200 OK", "", "the-token"),
        answer("200 OK", "", "my-role"),
        loan("AKEC2", NOW.plus(Duration.ofHours(6))));
    assertEquals("AKEC2", signer(store));
    var asked = lender.requests();
    assertTrue(asked.get(0).startsWith("PUT /latest/api/token HTTP"), asked::toString);
    assertTrue(asked.get(2).startsWith("GET /latest/meta-data/iam/security-credentials/my-role "));
    assertTrue(asked.get(2).contains("\r\nX-aws-ec2-metadata-token: the-token\r\n"));
  }

  @Test
  void aTokenOfAnIdentityIsExchanged() throws Exception {
    var token = Files.writeString(folder.resolve("token"), "web-token");
    var store =
        open(
            Map.of(),
            Map.of(
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                token.toString(),
                "AWS_ROLE_ARN",
                "arn:aws:iam::1:role/backup",
                "AWS_ENDPOINT_URL_STS",
                lender.endpoint()));
    lender.says(
        answer(
            "200 OK",
            "",
            "<R><Credentials><AccessKeyId>AKWEB</AccessKeyId><SecretAccessKey>S</SecretAccessKey>"
                + "<SessionToken>T</SessionToken><Expiration>2026-11-30T21:40:00Z</Expiration>"
                + "</Credentials></R>"));
    assertEquals("AKWEB", signer(store));
  }

  /// Also where the server or a library repeats them.
  @Test
  void keysAreInNoMessage() throws Exception {
    var secrets =
        Map.of("access_key", "AKIAPUBLIC", "secret_key", "SKHIDDEN", "session_token", "TKHIDDEN");
    var store = open(secrets, Map.of());
    var told = new StringBuilder(store + store.name());
    for (var code : new String[] {"SignatureDoesNotMatch", "InternalError", "AccessDenied"}) {
      server.says(error("403 Forbidden", code, "Got SKHIDDEN and TKHIDDEN of AKIAPUBLIC, sorry."));
      var refused = assertThrows(StoreException.class, () -> store.get(new ObjectKey("a")));
      for (Throwable at = refused; at != null; at = at.getCause()) {
        told.append(at).append(at.getMessage());
      }
      told.append(refused.hint());
    }
    assertTrue(told.toString().contains("Got *** and *** of ***"), told::toString);
    for (var secret : secrets.values()) {
      assertFalse(told.toString().contains(secret), secret);
    }
  }
}
