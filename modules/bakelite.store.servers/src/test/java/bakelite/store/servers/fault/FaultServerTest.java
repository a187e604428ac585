package bakelite.store.servers.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each fault is the one that its name says, seen by a client that knows nothing of stores.
final class FaultServerTest {
  private static final byte[] TEXT = "0123456789".getBytes(US_ASCII);

  private final Bucket bucket = new Bucket(false);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private FaultServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FaultServer(bucket);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.timeout(Duration.ofSeconds(2)).build(), BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder at(String path) {
    return HttpRequest.newBuilder(URI.create(server.endpoint() + path));
  }

  private HttpRequest.Builder put(String path) {
    return at(path).PUT(BodyPublishers.ofByteArray(TEXT));
  }

  private void spoils(Mischief... script) {
    server.follows(MischiefPlan.scripted(script));
  }

  private void isStored() {
    assertArrayEquals(TEXT, bucket.content("a").orElseThrow());
  }

  private void isNotStored() {
    assertEquals(Optional.empty(), bucket.content("a"));
  }

  @Test
  void whatIsStoredIsReadListedAndDeleted() throws Exception {
    assertEquals(200, send(put("/b/a")).statusCode());
    assertArrayEquals(TEXT, send(at("/b/a")).body());
    var part = send(at("/b/a").header("Range", "bytes=2-4"));
    assertEquals(206, part.statusCode());
    assertEquals("bytes 2-4/10", part.headers().firstValue("Content-Range").orElseThrow());
    assertEquals("234", new String(part.body(), US_ASCII));
    assertEquals(416, send(at("/b/a").header("Range", "bytes=10-12")).statusCode());
    var listing = new String(send(at("/b?list-type=2&prefix=a")).body(), US_ASCII);
    assertTrue(listing.contains("<Key>a</Key>"), listing);
    assertEquals(204, send(at("/b/a").DELETE()).statusCode());
    assertEquals(404, send(at("/b/a")).statusCode());
  }

  @Test
  void createOnlyIsKeptUnlessTheBucketIsWeak() throws Exception {
    assertEquals(200, send(put("/b/a").header("If-None-Match", "*")).statusCode());
    assertEquals(412, send(put("/b/a").header("If-None-Match", "*")).statusCode());
    try (var weak = new FaultServer(new Bucket(true))) {
      var address = URI.create(weak.endpoint() + "/b/a");
      for (var i = 0; i < 2; i++) {
        var create =
            HttpRequest.newBuilder(address)
                .PUT(BodyPublishers.ofByteArray(TEXT))
                .header("If-None-Match", "*");
        assertEquals(200, send(create).statusCode());
      }
    }
  }

  @Test
  void errorsAreOfTheirKind() throws Exception {
    spoils(Mischief.ERROR);
    assertEquals(500, send(put("/b/a")).statusCode());
    isNotStored();
    spoils(Mischief.ERROR_IN_200);
    var error = send(put("/b/a"));
    assertEquals(200, error.statusCode());
    assertTrue(new String(error.body(), US_ASCII).contains("<Error>"));
    isNotStored();
    spoils(Mischief.ERROR_AFTER);
    assertEquals(500, send(put("/b/a")).statusCode());
    isStored();
  }

  @Test
  void slowDownComesInBursts() throws Exception {
    spoils(Mischief.SLOW_DOWN);
    for (var i = 0; i < 4; i++) {
      assertEquals(503, send(put("/b/a")).statusCode());
    }
    assertEquals(200, send(put("/b/a")).statusCode());
  }

  @Test
  void connectionsBreakBeforeDuringAndAfterTheStore() throws Exception {
    for (var before : new Mischief[] {Mischief.RESET_BEFORE, Mischief.RESET_DURING}) {
      server.follows(asked -> before);
      assertThrows(IOException.class, () -> send(put("/b/a")), before.toString());
      isNotStored();
    }
    server.follows(asked -> Mischief.RESET_AFTER);
    assertThrows(IOException.class, () -> send(put("/b/a")));
    isStored();
  }

  @Test
  void whatComesLateComes() throws Exception {
    server.follows(asked -> Mischief.RESET_AND_LATE);
    assertThrows(IOException.class, () -> send(put("/b/a")));
    server.settle();
    isStored();
  }

  @Test
  void aRequestThatIsDeliveredTwiceAnswersTheSecond() throws Exception {
    spoils(Mischief.TWICE);
    assertEquals(412, send(put("/b/a").header("If-None-Match", "*")).statusCode());
    isStored();
  }

  @Test
  void aStallStoresAndSaysNothing() {
    server.follows(asked -> Mischief.STALL);
    assertThrows(
        java.net.http.HttpTimeoutException.class,
        () ->
            client.send(
                put("/b/a").timeout(Duration.ofMillis(500)).build(), BodyHandlers.discarding()));
    isStored();
  }

  @Test
  void bodiesAreShortOrLie() throws Exception {
    send(put("/b/a"));
    server.follows(asked -> Mischief.SHORT_BODY);
    assertThrows(IOException.class, () -> send(at("/b/a")));
    spoils(Mischief.LYING_LENGTH);
    assertEquals("01234", new String(send(at("/b/a")).body(), US_ASCII));
    spoils(Mischief.LYING_BODY);
    assertEquals("0123446789", new String(send(at("/b/a")).body(), US_ASCII));
    spoils(Mischief.WHOLE_FOR_RANGE);
    var whole = send(at("/b/a").header("Range", "bytes=2-4"));
    assertEquals(200, whole.statusCode());
    assertArrayEquals(TEXT, whole.body());
  }

  /// Every one is done some time, and the same ones for the same seed.
  @Test
  void aSeedIsOneRunAndNoFaultIsForgotten() throws Exception {
    var seen = new java.util.HashSet<Mischief>();
    for (var seed = 0; seed < 40; seed++) {
      var first = faults(seed);
      assertEquals(first, faults(seed));
      seen.addAll(first);
    }
    assertEquals(Mischief.values().length, seen.size(), seen.toString());
  }

  private static java.util.List<Mischief> faults(long seed) {
    var plan = MischiefPlan.seeded(new java.util.Random(seed), 2);
    var read = new Asked("GET", "/b/a", java.util.Map.of(), java.util.Map.of("range", "bytes=0-1"));
    var write =
        new Asked("PUT", "/b/a", java.util.Map.of(), java.util.Map.of("content-length", "9"));
    var faults = new java.util.ArrayList<Mischief>();
    for (var i = 0; i < 10; i++) {
      faults.add(plan.next(i % 2 == 0 ? read : write));
    }
    return faults;
  }
}
