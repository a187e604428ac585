package bakelite.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.daemon.DatabaseState;
import bakelite.daemon.Observation;
import bakelite.daemon.StatusFolder;
import bakelite.daemon.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The door to the outside: what it answers, and what it does to whoever stands in it.
class MonitorTest {
  private static final int PATIENCE_MILLIS = 30_000;

  @TempDir Path folder;
  private final List<Observation> databases = new CopyOnWriteArrayList<>();
  private final List<Socket> strangers = new ArrayList<>();
  private Monitor monitor;

  @BeforeEach
  void open() throws IOException {
    monitor = open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private Monitor open(InetSocketAddress address) throws IOException {
    return Monitor.open(
        address,
        () -> List.copyOf(databases),
        StatusFolder.in(folder),
        new BuildInfo("0.1.0", "25"),
        InstantSource.fixed(Databases.NOW));
  }

  @AfterEach
  void close() throws IOException {
    for (var stranger : strangers) {
      stranger.close();
    }
    monitor.close();
  }

  @Test
  void metricsAreThoseOfTheMomentWithWhatVerifySaid() throws Exception {
    databases.add(Databases.fine("app"));
    StatusFolder.in(folder)
        .remember(
            "app",
            new Verdict("/srv/app.db", "s3://backups/app", Databases.NOW, true, false, 1200));
    var answer = get("/metrics");
    assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
    assertTrue(
        answer.contains("content-type: text/plain; version=0.0.4; charset=utf-8\r\n")
            || answer.contains("Content-type: text/plain; version=0.0.4; charset=utf-8\r\n"),
        answer);
    assertTrue(answer.contains("\nbakelite_databases 1\n"), answer);
    assertTrue(
        answer.contains(
            "bakelite_last_verify_success{database=\"app\",destination=\"s3://backups/app\"} 0\n"),
        answer);
    databases.add(Databases.fine("b"));
    assertTrue(get("/metrics").contains("\nbakelite_databases 2\n"));
  }

  @Test
  void whatVerifySaidOfAnotherDestinationIsNotSaidOfThisOne() throws Exception {
    databases.add(Databases.fine("app"));
    StatusFolder.in(folder)
        .remember(
            "app", new Verdict("/srv/app.db", "file:///other", Databases.NOW, true, true, 1200));
    assertTrue(!get("/metrics").contains("bakelite_last_verify_success{"));
  }

  @Test
  void healthIsRedWithALineForEachDatabaseThatIsStuck() throws Exception {
    assertTrue(get("/healthz").endsWith("\r\n\r\nok, 0 databases\n"));
    databases.add(Databases.fine("app"));
    var good = get("/healthz");
    assertTrue(good.startsWith("HTTP/1.1 200 OK\r\n"), good);
    assertTrue(good.endsWith("\r\n\r\nok, 1 database\n"), good);
    databases.add(Databases.stuck("shop", DatabaseState.FENCED, "another writer\nowns it"));
    databases.add(Databases.stuck("cms", DatabaseState.STALLED, "ahead"));
    var bad = get("/healthz");
    assertTrue(bad.startsWith("HTTP/1.1 503 "), bad);
    assertTrue(
        bad.endsWith("\r\n\r\nshop: fenced: another writer owns it\ncms: stalled: ahead\n"), bad);
  }

  @Test
  void nothingElseIsAnsweredAndNothingCanBeChanged() throws Exception {
    assertTrue(get("/").startsWith("HTTP/1.1 404 "));
    assertTrue(get("/metrics/../etc/passwd").startsWith("HTTP/1.1 404 "));
    var post = ask("POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
    assertTrue(post.startsWith("HTTP/1.1 405 "), post);
    assertTrue(post.contains("Allow: GET, HEAD\r\n"), post);
    var head = ask("HEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
    assertTrue(head.startsWith("HTTP/1.1 200 ") && head.endsWith("\r\n\r\n"), head);
  }

  @Test
  void anAddressInUseIsRefused() {
    assertThrows(IOException.class, () -> open(monitor.address()));
  }

  @Test
  void whoSaysNothingOrNeverComesToTheEndIsShownTheDoorAndOthersAreAnsweredMeanwhile()
      throws Exception {
    databases.addAll(Databases.many(100));
    var silent = stranger("");
    var slow = stranger("GET /metrics HTTP/1.1\r\nHost: x\r\nX-Slow: ");
    for (int more = 0; more < Bounds.CONNECTIONS / 2; more++) {
      stranger("GET /metrics HT");
    }
    var began = Instant.now();
    assertTrue(get("/metrics").contains("\nbakelite_databases 100\n"));
    assertTrue(since(began).compareTo(Duration.ofSeconds(2)) < 0, "" + since(began));
    for (int drip = 0; drip < 3; drip++) {
      slow.getOutputStream().write('x');
    }
    assertClosed(slow);
    assertClosed(silent);
    assertTrue(since(began).compareTo(Duration.ofSeconds(15)) < 0, "" + since(began));
  }

  @Test
  void whoTakesNoAnswerKeepsNobodyElseFromOneAndIsShownTheDoor() throws Exception {
    // More than the buffers of both ends hold.
    databases.addAll(Databases.many(3_000));
    var stalled = new Socket();
    strangers.add(stalled);
    stalled.setReceiveBufferSize(4096);
    stalled.connect(monitor.address());
    stalled.getOutputStream().write(request("/metrics"));
    var began = Instant.now();
    assertTrue(get("/healthz").startsWith("HTTP/1.1 200 "));
    assertTrue(since(began).compareTo(Duration.ofSeconds(5)) < 0, "" + since(began));
    // It reads again when it is too late: what comes is not the whole answer.
    var late = Instant.now().plusSeconds(Bounds.ANSWER_SECONDS + 5);
    while (Instant.now().isBefore(late)) {
      assertTrue(get("/healthz").startsWith("HTTP/1.1 200 "));
      Thread.sleep(200);
    }
    var rest = rest(stalled);
    assertTrue(!rest.contains("bakelite_last_verify_index Index"), "it was given everything");
  }

  @Test
  void aCrowdIsTurnedAwayAndForgotten() throws Exception {
    for (int each = 0; each < 3 * Bounds.CONNECTIONS; each++) {
      stranger("GET /met");
    }
    var deadline = Instant.now().plusSeconds(30);
    while (!getOrNothing("/healthz").startsWith("HTTP/1.1 200 ")) {
      assertTrue(Instant.now().isBefore(deadline), "nobody is answered any more");
      Thread.sleep(100);
    }
  }

  @Test
  void aDefectIsAnAnswerAndNoSilence() throws Exception {
    monitor.close();
    monitor =
        Monitor.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            () -> {
              throw new IllegalStateException("broken");
            },
            StatusFolder.in(folder),
            new BuildInfo("0.1.0", "25"),
            InstantSource.fixed(Databases.NOW));
    assertTrue(get("/healthz").startsWith("HTTP/1.1 500 "));
  }

  private static Duration since(Instant moment) {
    return Duration.between(moment, Instant.now());
  }

  private Socket stranger(String says) throws IOException {
    var socket = new Socket();
    strangers.add(socket);
    socket.connect(monitor.address());
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.getOutputStream().write(says.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static void assertClosed(Socket socket) throws IOException {
    try {
      assertEquals(-1, socket.getInputStream().read());
    } catch (SocketException reset) {
      // Closed as well.
    }
  }

  private static String rest(Socket socket) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException reset) {
      return "";
    }
  }

  private static byte[] request(String path) {
    return ("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  private String get(String path) throws IOException {
    return ask(new String(request(path), StandardCharsets.US_ASCII));
  }

  private String getOrNothing(String path) {
    try {
      return get(path);
    } catch (IOException turnedAway) {
      return "";
    }
  }

  private String ask(String request) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(monitor.address());
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
