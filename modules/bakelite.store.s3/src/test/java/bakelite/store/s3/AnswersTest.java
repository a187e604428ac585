package bakelite.store.s3;

import static bakelite.store.s3.ScriptedServer.answer;
import static bakelite.store.s3.ScriptedServer.error;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.store.ByteRange;
import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import bakelite.store.Trait;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a server may say, and what is made of it: one attempt a call, and nothing believed that
/// cannot be.
final class AnswersTest {
  private static final ObjectKey KEY = new ObjectKey("c/1");
  private static final Content TEN = Content.of(new byte[10]);
  private static final String OBJECT =
      "ETag: \"0\"\r\nLast-Modified: Mon, 30 Nov 2026 20:39:00 GMT\r\n";

  private ScriptedServer server;
  private ObjectStore store;

  @BeforeEach
  void start() throws Exception {
    server = new ScriptedServer();
    store = server.open();
  }

  @AfterEach
  void stop() throws Exception {
    store.close();
    server.close();
  }

  /// MinIO closes the connection after it refused a put, and does not say so.
  @Test
  void aConnectionIsNotUsedAgainAfterARefusedPut() throws Exception {
    server.does(
        new ScriptedServer.Reply(error("412 Precondition Failed", "x", "taken"), false, false));
    server.says(answer("200 OK", OBJECT, "0123456789"));
    assertInstanceOf(PutResult.AlreadyExists.class, store.putIfAbsent(KEY, TEN));
    // What was not read of the put would be taken for a request.
    try (var fetched = store.get(KEY)) {
      assertEquals(10, fetched.readExactly(KEY, 10).length);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "404 Not Found, NoSuchBucket, Misconfigured, the bucket 'scripted'",
    "301 Moved Permanently, PermanentRedirect, Misconfigured, the region of the bucket",
    "400 Bad Request, AuthorizationHeaderMalformed, Misconfigured, the region of the bucket",
    "403 Forbidden, InvalidAccessKeyId, Denied, an access key that the store knows",
    "403 Forbidden, SignatureDoesNotMatch, Denied, the secret key that belongs",
    "400 Bad Request, ExpiredToken, Denied, keys that are valid now",
    "403 Forbidden, AccessDenied, Denied, permission",
    "403 Forbidden, RequestTimeTooSkewed, Misconfigured, a clock within 15 minutes",
    "400 Bad Request, EntityTooLarge, Misconfigured, objects of this size",
    "507 Insufficient Storage, XMinioStorageFull, Misconfigured, room for it",
    "409 Conflict, XMinioObjectExistsAsDirectory, Misconfigured, a request that the store takes",
    "400 Bad Request, InvalidStorageClass, Misconfigured, a storage class",
    "501 Not Implemented, NotImplemented, Misconfigured, without replacing any",
    "400 Bad Request, BadDigest, Unreachable, trouble of the store",
    "503 Slow Down, SlowDown, Throttled, slow down",
    "429 Too Many, TooManyRequests, Throttled, slow down",
  })
  void eachRefusalIsToldApartAndSaysWhatToDo(
      String status, String code, String kind, String expected) {
    server.says(error(status, code, "The server's own words."));
    var refused = assertThrows(StoreException.class, () -> store.putIfAbsent(KEY, TEN));
    assertEquals(kind, refused.getClass().getSimpleName(), refused::getMessage);
    assertTrue(refused.getMessage().contains(expected), refused::getMessage);
    assertTrue(refused.getMessage().startsWith("cannot store c/1 in s3://scripted?endpoint="));
    assertTrue(refused.getMessage().contains(code), refused::getMessage);
    assertFalse(refused.hint().isBlank());
    assertEquals(1, server.requests().size(), "one attempt");
  }

  @Test
  void theRegionThatTheServerNamesIsTheHint() {
    server.says(
        answer("400 Bad Request", "x-amz-bucket-region: eu-west-1\r\n", "").replace("OK", "Bad"));
    var refused = assertThrows(StoreException.Misconfigured.class, () -> store.head(KEY));
    assertEquals("set region: eu-west-1", refused.hint());
  }

  @Test
  void aServerThatNamesAPauseIsGivenIt() {
    server.says(
        error("503 Slow Down", "SlowDown", "x")
            .replaceFirst("\r\n\r\n", "\r\nRetry-After: 7\r\n\r\n"),
        error("503 Slow Down", "SlowDown", "x")
            .replaceFirst("\r\n\r\n", "\r\nRetry-After: 0\r\n\r\n"),
        error("503 Slow Down", "SlowDown", "x")
            .replaceFirst("\r\n\r\n", "\r\nRetry-After: 99999\r\n\r\n"));
    for (var seconds : new int[] {7, 0, 300}) {
      var throttled = assertThrows(StoreException.Throttled.class, () -> store.get(KEY));
      assertEquals(Duration.ofSeconds(seconds), throttled.after());
    }
    assertEquals(3, server.requests().size(), "one attempt a call");
  }

  @Test
  void aKeyThatIsTakenIsAValue() throws Exception {
    server.says(
        error("412 Precondition Failed", "PreconditionFailed", "x"),
        error("409 Conflict", "BlobAlreadyExists", "x"));
    assertInstanceOf(PutResult.AlreadyExists.class, store.putIfAbsent(KEY, TEN));
    assertInstanceOf(PutResult.AlreadyExists.class, store.putIfAbsent(KEY, TEN));
    assertTrue(server.requests().getFirst().contains("\r\nIf-None-Match: *\r\n"));
  }

  @Test
  void anAnswerThatLeavesItOpenIsUnknown() throws Exception {
    server
        .says(
            error("500 Internal Server Error", "InternalError", "x"),
            error("409 Conflict", "ConditionalRequestConflict", "x"),
            error("200 OK", "InternalError", "x"),
            answer("200 OK", "Content-Type: text/html\r\n", "<html>Log in, please</html>"),
            answer("502 Bad Gateway", "", "<html>"))
        .does(new ScriptedServer.Reply("", true, true))
        .does(new ScriptedServer.Reply("HTTP/1.1 200", true, true));
    for (var i = 0; i < 7; i++) {
      var result = store.putIfAbsent(KEY, TEN);
      var unknown = assertInstanceOf(PutResult.Unknown.class, result, "answer " + i);
      assertInstanceOf(StoreException.Unreachable.class, unknown.cause());
    }
    assertInstanceOf(PutResult.Unknown.class, store.putIfAbsent(KEY, TEN), "no answer at all");
    assertEquals(8, server.requests().size(), "one attempt a call");
  }

  @Test
  void aConnectionThatBreaksInMidUploadStoredNothing() {
    server.does(new ScriptedServer.Reply("", false, true));
    var large = Content.of(new byte[8 << 20]);
    assertThrows(StoreException.Unreachable.class, () -> store.putIfAbsent(KEY, large));
  }

  @Test
  void aPartMustBeThePartThatWasAskedFor() throws Exception {
    var range = new ByteRange(2, 5);
    server.says(
        answer("200 OK", OBJECT, "0123456789"),
        answer("206 Partial Content", OBJECT + "Content-Range: bytes 0-4/10\r\n", "01234"),
        answer("206 Partial Content", OBJECT + "Content-Range: bytes 2-4/10\r\n", "234"),
        answer("206 Partial Content", OBJECT + "Content-Range: bytes 2-6/10\r\n", "234"),
        answer("206 Partial Content", OBJECT, "23456"),
        error("416 Range Not Satisfiable", "InvalidRange", "x"),
        answer("206 Partial Content", OBJECT + "Content-Range: bytes 2-6/10\r\n", "23456"));
    for (var i = 0; i < 6; i++) {
      assertThrows(
          StoreException.Damaged.class, () -> store.get(KEY, range).close(), "answer " + i);
    }
    try (var part = store.get(KEY, range)) {
      assertEquals("23456", new String(part.readExactly(KEY, 5), StandardCharsets.US_ASCII));
      assertEquals(10, part.version().size());
    }
  }

  @Test
  void aWholeObjectMustBeWhole() throws Exception {
    server
        .says(
            answer("206 Partial Content", OBJECT + "Content-Range: bytes 0-4/10\r\n", "01234"),
            answer("200 OK", "Content-Type: text/html\r\n", "<html>Log in, please</html>"),
            "HTTP/1.1 200 OK\r\n"
                + OBJECT
                + "Transfer-Encoding: chunked\r\n\r\n1\r\n0\r\n0\r\n\r\n")
        .does(
            new ScriptedServer.Reply(
                answer("200 OK", OBJECT, "0123456789").replace("789", ""), true, true));
    for (var i = 0; i < 3; i++) {
      assertThrows(StoreException.Damaged.class, () -> store.get(KEY).close(), "answer " + i);
    }
    try (var fetched = store.get(KEY)) {
      assertEquals(10, fetched.length());
      assertThrows(IOException.class, () -> fetched.stream().readAllBytes(), "cut short");
    }
  }

  @Test
  void aMissingBucketIsNoMissingObject() throws Exception {
    server.says(
        answer("404 Not Found", "", "").replace("Content-Length: 0\r\n", ""),
        error("404 Not Found", "NoSuchBucket", "x"));
    assertThrows(StoreException.Misconfigured.class, () -> store.head(KEY));
    server.says(
        answer("404 Not Found", "", "").replace("Content-Length: 0\r\n", ""),
        error("404 Not Found", "NoSuchKey", "x"),
        answer("404 Not Found", "", "").replace("Content-Length: 0\r\n", ""));
    assertEquals(Optional.empty(), store.head(KEY));
    assertEquals(Optional.empty(), store.head(KEY), "the bucket is known by now");
    assertEquals(5, server.requests().size());
  }

  /// The first question of every command is one to which the answer has no text.
  @Test
  void aRefusalWithoutATextIsAskedForItsReason() {
    server.says(
        answer("403 Forbidden", "", ""), error("403 Forbidden", "SignatureDoesNotMatch", "x"));
    var refused = assertThrows(StoreException.Denied.class, () -> store.head(KEY));
    assertTrue(refused.getMessage().contains("the secret key"), refused::getMessage);
  }

  @Test
  void aServerOfSomethingElseIsNamed() {
    var html = answer("404 Not Found", "Content-Type: text/html\r\n", "<html>nginx</html>");
    server.says(html);
    var refused = assertThrows(StoreException.Misconfigured.class, () -> store.get(KEY));
    assertTrue(refused.hint().contains("check `endpoint`"), refused::hint);
  }

  @ParameterizedTest
  @CsvSource({"b|a", "a|a", "c/2|c/10"})
  void aListingThatDoesNotGoOnIsRefused(String names) {
    server.says(listing(false, names.split("\\|", -1)));
    assertThrows(StoreException.Damaged.class, () -> store.list("", Optional.empty()));
  }

  @Test
  void aListingThatIsNoneIsRefused() {
    server.says(
        answer("200 OK", "", "<html>Log in, please</html>"),
        error("200 OK", "InternalError", "x"),
        listing(true));
    assertThrows(StoreException.Damaged.class, () -> store.list("", Optional.empty()));
    assertThrows(StoreException.Unreachable.class, () -> store.list("", Optional.empty()));
    assertThrows(StoreException.Damaged.class, () -> store.list("", Optional.empty()));
  }

  /// A page without a key of ours is gone on from by itself, since the caller has no key to name.
  @Test
  void strangersAreNamedAndGoneOnFrom() throws Exception {
    server.says(
        listing(true, "A-Z", "README.txt", "[tmp", "a b"), listing(false, "c/1", "folder/"));
    var page = store.list("", Optional.empty());
    assertEquals(List.of(KEY), page.objects().stream().map(object -> object.key()).toList());
    assertEquals(List.of("A-Z", "README.txt", "[tmp", "a b", "folder/"), page.strangers());
    assertTrue(server.requests().get(1).contains("start-after=a%20b"), server.requests()::toString);
  }

  private static String listing(boolean more, String... names) {
    var contents = new StringBuilder();
    for (var name : names) {
      contents
          .append("<Contents><Key>")
          .append(name)
          .append("</Key><LastModified>2026-11-30T20:39:00.123Z</LastModified>")
          .append("<Size>3</Size></Contents>");
    }
    return answer(
        "200 OK",
        "",
        "<ListBucketResult><Name>scripted</Name><IsTruncated>"
            + more
            + "</IsTruncated>"
            + contents
            + "</ListBucketResult>");
  }

  @Test
  void whatCannotBeDeletedIsAnError() {
    server.says(
        answer(
            "200 OK",
            "",
            "<DeleteResult><Error><Key>a</Key><Code>AccessDenied</Code></Error></DeleteResult>"),
        answer(
            "200 OK",
            "",
            "<DeleteResult><Error><Key>a</Key><Code>NoSuchKey</Code></Error></DeleteResult>"));
    var keys = List.of(KEY, new ObjectKey("c/2"));
    assertThrows(StoreException.Denied.class, () -> store.delete(keys));
    org.junit.jupiter.api.Assertions.assertDoesNotThrow(() -> store.delete(keys));
  }

  @Test
  void settingsOfTheBucketThatHarmReplicasAreTold() throws Exception {
    var place = server.open(ScriptedServer.QUICK, Map.of("prefix", "app"));
    server.says(
        answer(
            "200 OK",
            "",
            "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>"),
        answer(
            "200 OK",
            "",
            "<LifecycleConfiguration>"
                + rule("all", "", "<Expiration><Days>30</Days></Expiration>")
                + rule(
                    "cold",
                    "app/c/",
                    "<Transition><StorageClass>GLACIER</StorageClass></Transition>")
                + rule("elsewhere", "logs/", "<Expiration><Days>1</Days></Expiration>")
                + rule(
                    "tagged",
                    "<And><Tag><Key>k</Key></Tag></And>",
                    "<Expiration><Days>1</Days></Expiration>")
                + rule(
                    "parts",
                    "",
                    "<AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload>")
                + rule("off", "", "<Expiration><Days>1</Days></Expiration>")
                    .replace("Enabled", "Disabled")
                + "</LifecycleConfiguration>"));
    assertEquals(
        List.of(
            "the bucket keeps every version of an object",
            "the rule 'all' deletes objects of replicas: 30 days",
            "the rule 'cold' moves objects of replicas to GLACIER"),
        place.traits().stream().map(Trait::found).toList());
    server.says(
        error("403 Forbidden", "AccessDenied", "x"),
        error("404 Not Found", "NoSuchLifecycleConfiguration", "x"));
    assertEquals(List.of(), place.traits(), "nothing is known, nothing is said");
  }

  private static String rule(String id, String prefix, String action) {
    var filter = prefix.startsWith("<") ? prefix : "<Prefix>" + prefix + "</Prefix>";
    return "<Rule><ID>"
        + id
        + "</ID><Filter>"
        + filter
        + "</Filter><Status>Enabled</Status>"
        + action
        + "</Rule>";
  }

  @Test
  void oneConnectionServesManyRequests() throws Exception {
    for (var i = 0; i < 10; i++) {
      server.says(ScriptedServer.STORED, answer("200 OK", OBJECT, "0123456789"));
      assertInstanceOf(PutResult.Stored.class, store.putIfAbsent(KEY, TEN));
      try (var fetched = store.get(KEY)) {
        assertEquals(10, fetched.readExactly(KEY, 10).length);
      }
    }
    assertEquals(1, server.connections());
  }

  @Test
  void noAnswerEndsInTime() {
    var started = System.nanoTime();
    assertThrows(StoreException.Unreachable.class, () -> store.head(KEY));
    var took = Duration.ofNanos(System.nanoTime() - started);
    assertTrue(took.compareTo(Duration.ofSeconds(4)) < 0, took::toString);
  }
}
