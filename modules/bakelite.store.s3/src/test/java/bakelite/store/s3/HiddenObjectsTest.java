package bakelite.store.s3;

import static bakelite.store.s3.ScriptedServer.answer;
import static bakelite.store.s3.ScriptedServer.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.ByteRange;
import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A store that says "denied" where there is nothing, as Amazon and Ceph do to keys that may list a
/// prefix and not the bucket: a listing decides whether it means "missing".
final class HiddenObjectsTest {
  private static final ObjectKey KEY = new ObjectKey("c/1");
  private static final String MUTE = answer("403 Forbidden", "", "");
  private static final String DENIED = error("403 Forbidden", "AccessDenied", "");
  private static final String OBJECT =
      answer(
          "200 OK",
          "ETag: \"0\"\r\nLast-Modified: Mon, 30 Nov 2026 20:39:00 GMT\r\n",
          "0123456789");

  private ScriptedServer server;
  private ObjectStore store;

  @BeforeEach
  void start() throws Exception {
    server = new ScriptedServer();
    store = server.open(ScriptedServer.QUICK, Map.of("prefix", "app"));
  }

  @AfterEach
  void stop() throws Exception {
    store.close();
    server.close();
  }

  @Test
  void whatNoListingNamesIsMissing() throws Exception {
    server.says(DENIED, listing(), DENIED, listing("app/c/10"), MUTE, DENIED, listing());
    assertThrows(StoreException.Missing.class, () -> store.get(KEY));
    assertThrows(StoreException.Missing.class, () -> store.get(KEY, new ByteRange(0, 1)));
    assertEquals(Optional.empty(), store.head(KEY));
    assertTrue(server.requests().get(1).contains("prefix=app%2Fc%2F1"), server.requests().get(1));
    assertTrue(server.requests().get(1).contains("max-keys=1&"), server.requests().get(1));
  }

  /// Such as what was put while its answer was lost, and landed late.
  @Test
  void whatWasPutMeanwhileIsRead() throws Exception {
    server.says(DENIED, listing("app/c/1"), OBJECT, MUTE, DENIED, listing("app/c/1"), OBJECT);
    try (var fetched = store.get(KEY)) {
      assertEquals(10, fetched.readExactly(KEY, 10).length);
    }
    assertEquals(10, store.head(KEY).orElseThrow().size());
  }

  @Test
  void whatAListingNamesAndNobodyMayReadIsDenied() {
    server.says(DENIED, listing("app/c/1"), DENIED);
    var denied = assertThrows(StoreException.Denied.class, () -> store.get(KEY));
    assertTrue(denied.getMessage().contains("cannot read c/1 in "), denied::getMessage);
    assertEquals(3, server.requests().size(), "and no further");
  }

  @Test
  void whoMayNotListEitherIsDenied() {
    server.says(DENIED, DENIED, MUTE, DENIED, DENIED);
    var denied = assertThrows(StoreException.Denied.class, () -> store.get(KEY));
    assertTrue(denied.getMessage().contains("expected permission"), denied::getMessage);
    assertTrue(denied.hint().contains("docs/stores.md"), denied::hint);
    assertThrows(StoreException.Denied.class, () -> store.head(KEY));
  }

  @Test
  void troubleOfTheListingIsItsOwn() {
    server.says(
        DENIED,
        error("503 Slow Down", "SlowDown", "x"),
        DENIED,
        error("500 Internal Server Error", "InternalError", "x"),
        DENIED,
        answer("200 OK", "", "<html>Log in, please</html>"));
    assertThrows(StoreException.Throttled.class, () -> store.get(KEY));
    assertThrows(StoreException.Unreachable.class, () -> store.get(KEY));
    assertThrows(StoreException.Damaged.class, () -> store.get(KEY));
  }

  /// Keys that are no good must not pass for keys that see nothing.
  @Test
  void otherRefusalsAreNoHiding() {
    server.says(error("403 Forbidden", "SignatureDoesNotMatch", "x"));
    assertThrows(StoreException.Denied.class, () -> store.get(KEY));
    assertEquals(1, server.requests().size());
  }

  @Test
  void theTimeIsThatOfAListing() throws Exception {
    server.says(MUTE, listing(), MUTE, error("403 Forbidden", "InvalidAccessKeyId", "x"));
    assertEquals(Instant.parse("2026-11-30T20:40:00Z"), store.time());
    var denied = assertThrows(StoreException.Denied.class, store::time);
    assertTrue(denied.getMessage().contains("an access key that the store knows"));
  }

  @Test
  void aPutThatIsDeniedIsNoQuestion() {
    server.says(DENIED);
    var three = Content.of(new byte[3]);
    assertThrows(StoreException.Denied.class, () -> store.putIfAbsent(KEY, three));
    assertEquals(1, server.requests().size());
  }

  private static String listing(String... names) {
    var contents = new StringBuilder();
    for (var name : names) {
      contents
          .append("<Contents><Key>")
          .append(name)
          .append("</Key><LastModified>2026-11-30T20:39:00.123Z</LastModified>")
          .append("<Size>10</Size></Contents>");
    }
    return answer(
        "200 OK",
        "",
        "<ListBucketResult><Name>scripted</Name><IsTruncated>false</IsTruncated>"
            + contents
            + "</ListBucketResult>");
  }
}
