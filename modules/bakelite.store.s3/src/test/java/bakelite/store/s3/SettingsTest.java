package bakelite.store.s3;

import static bakelite.store.s3.ScriptedServer.STORED;
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
import bakelite.store.StoreSettings;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What may stand in a configuration or an address, and what comes of it on the wire.
final class SettingsTest {
  private static final S3StoreProvider PROVIDER =
      new S3StoreProvider(S3ProxyServer.environment(), Limits.standard(), InstantSource.system());
  private static final ObjectKey KEY = new ObjectKey("c/1");

  @Test
  void anAddressSaysTheSameAsAConfiguration() throws Exception {
    var settings =
        PROVIDER.settings(
            URI.create(
                "s3://acme-backups/some/app?endpoint=http://127.0.0.1:9000&region=eu-west-1&path_style=true"));
    assertEquals(
        Map.of(
            "bucket", "acme-backups",
            "prefix", "/some/app",
            "endpoint", "http://127.0.0.1:9000",
            "region", "eu-west-1",
            "path_style", "true"),
        settings.values());
    try (var store = PROVIDER.open(settings)) {
      assertEquals("s3://acme-backups/some/app?endpoint=http://127.0.0.1:9000", store.name());
    }
    try (var store = PROVIDER.open(PROVIDER.settings(URI.create("s3://acme-backups/")))) {
      assertEquals("s3://acme-backups", store.name());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3:///prefix",
        "s3://UPPER/prefix",
        "s3://b",
        "s3://bucket/a//b",
        "s3://bucket/../b",
        "s3://bucket/p?bucket=other",
        "s3://bucket/p?prefix=other",
        "s3://bucket/p?no_such_key=1",
        "s3://bucket/p?path_style=maybe",
        "s3://bucket/p?endpoint=http://127.0.0.1:9000&path_style=false",
        "s3://bucket/p?endpoint=127.0.0.1:9000",
        "s3://bucket/p?endpoint=http://h:9000/path",
        "s3://bucket/p?endpoint=http://user:TOPSECRET@h:9000",
        "s3://bucket/p?region=eu%20west",
        "s3://AKIA:TOPSECRET@bucket/p",
        "s3://bucket/p?secret_key=TOPSECRET",
        "s3://bucket/p?session_token=TOPSECRET",
        "s3://bucket/p?sse=none",
        "s3://bucket/p?sse_kms_key=id",
        "s3://bucket/p?object_lock_mode=GOVERNANCE",
        "s3://bucket/p?object_lock_mode=GOVERNANCE&object_lock_for=30",
        "s3://bucket/p?ca_file=/no/such/file",
      })
  void aMistakeIsNamedWithoutASecret(String address) {
    var refused =
        assertThrows(
            StoreException.Misconfigured.class,
            () -> PROVIDER.open(PROVIDER.settings(URI.create(address))).close());
    var told = refused.getMessage() + refused.hint();
    assertTrue(refused.getMessage().contains(": expected "), told);
    assertFalse(told.contains("TOPSECRET"), told);
  }

  @ParameterizedTest
  @CsvSource({
    "https://s3.amazonaws.com, false, eu-west-1",
    ", false, us-east-1",
    "https://s3.eu-central-1.amazonaws.com, false, eu-central-1",
    "http://minio.example.com:9000, true, us-east-1",
    "http://127.0.0.1:9000, true, us-east-1",
  })
  void theBucketStandsInThePathWhereItMust(String endpoint, boolean pathStyle, String region)
      throws Exception {
    var values = new HashMap<>(Map.of("bucket", "acme"));
    if (endpoint != null) {
      values.put("endpoint", endpoint);
    }
    var environment =
        "eu-west-1".equals(region) ? Map.of("AWS_REGION", region) : Map.<String, String>of();
    var place = new PlaceReader(new StoreSettings("s3", values), environment).place();
    assertEquals(pathStyle, place.pathStyle());
    assertEquals(region, place.region());
  }

  @Test
  void whatIsAskedForEveryObjectIsSentWithIt() throws Exception {
    try (var server = new ScriptedServer().says(STORED)) {
      var settings =
          Map.of(
              "prefix", "a/b",
              "storage_class", "STANDARD_IA",
              "sse", "aws:kms",
              "sse_kms_key", "key-1",
              "object_lock_mode", "GOVERNANCE",
              "object_lock_for", "30d",
              "region", "eu-west-1");
      InstantSource clock = () -> Instant.parse("2026-11-30T20:40:00.5Z");
      put(server.open(Limits.standard(), settings, S3ProxyServer.environment(), clock));
      var request = server.requests().getFirst();
      assertTrue(request.startsWith("PUT /scripted/a/b/c/1 HTTP/1.1\r\n"), request);
      for (var header :
          new String[] {
            "X-Amz-Storage-Class: STANDARD_IA",
            "X-Amz-Server-Side-Encryption: aws:kms",
            "X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id: key-1",
            "X-Amz-Object-Lock-Mode: GOVERNANCE",
            "X-Amz-Object-Lock-Retain-Until-Date: 2026-12-30T20:40:00Z",
            "X-Amz-Checksum-Sha256: bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=",
          }) {
        assertTrue(request.contains("\r\n" + header + "\r\n"), () -> header + " in " + request);
      }
      assertTrue(request.contains("/eu-west-1/s3/aws4_request"), request);
    }
  }

  private static void put(ObjectStore store) throws Exception {
    try (store) {
      assertInstanceOf(PutResult.Stored.class, store.putIfAbsent(KEY, Content.of(new byte[1])));
    }
  }

  @Test
  void aProxyIsUsedUnlessTheHostIsExcepted() throws Exception {
    try (var proxy = new ScriptedServer().says(STORED);
        var server = new ScriptedServer().says(STORED)) {
      var environment = new HashMap<>(S3ProxyServer.environment());
      environment.put("http_proxy", proxy.endpoint().replace("http://", "http://user:word@"));
      var store = Map.of("endpoint", "http://store.invalid:9000");
      put(server.open(ScriptedServer.QUICK, store, environment, InstantSource.system()));
      var asked = proxy.requests().getFirst();
      assertTrue(asked.startsWith("PUT http://store.invalid:9000/scripted/c/1 "), asked);
      environment.put("NO_PROXY", "example.com, 127.0.0.1");
      put(server.open(ScriptedServer.QUICK, Map.of(), environment, InstantSource.system()));
      assertEquals(1, server.requests().size());
      assertEquals(1, proxy.requests().size());
    }
  }

  @Test
  void whereNothingAnswersIsToldApart() throws Exception {
    try (var none = new ScriptedServer()) {
      none.close();
      assertUnreachable(none.open(), "a server at " + none.endpoint());
    }
    var unknown =
        PROVIDER.open(
            new StoreSettings(
                "s3", Map.of("bucket", "bucket", "endpoint", "http://store.invalid:9000")));
    assertUnreachable(unknown, "a host store.invalid");
    var named =
        PROVIDER.open(
            new StoreSettings(
                "s3",
                Map.of(
                    "bucket",
                    "bucket",
                    "endpoint",
                    "http://store.invalid:9000",
                    "path_style",
                    "false")));
    assertUnreachable(named, "a host bucket.store.invalid");
  }

  private static void assertUnreachable(ObjectStore store, String expected) {
    try (store) {
      var refused = assertThrows(StoreException.Unreachable.class, () -> store.head(KEY));
      assertTrue(refused.getMessage().contains("expected " + expected), refused::getMessage);
    }
  }
}
