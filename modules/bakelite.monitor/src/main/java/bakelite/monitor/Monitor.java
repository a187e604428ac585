package bakelite.monitor;

import bakelite.daemon.Observation;
import bakelite.daemon.StatusFolder;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// Answers `/metrics` and `/healthz` for as long as it is open.
///
/// Whoever asks can slow down nobody: an answer is made in memory before its first byte is sent, on
/// a virtual thread of its own that holds no lock, and [Bounds] says how many may ask at once and
/// for how long. Nothing that is asked changes anything.
public final class Monitor implements AutoCloseable {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int INTERNAL_ERROR = 500;
  private static final int UNAVAILABLE = 503;
  private static final long NO_BODY = -1;
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads;
  private final Supplier<List<Observation>> databases;
  private final Verdicts verdicts;
  private final BuildInfo build;
  private final InstantSource clock;
  private final Instant started;

  private Monitor(
      HttpServer server,
      Supplier<List<Observation>> databases,
      StatusFolder status,
      BuildInfo build,
      InstantSource clock) {
    this.server = server;
    this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("listen").factory());
    this.databases = databases;
    this.verdicts = new Verdicts(status);
    this.build = build;
    this.clock = clock;
    this.started = clock.instant();
  }

  /// Listens and answers.
  ///
  /// @param databases how each is now; asked by any thread
  /// @param status where `verify` leaves what it said
  /// @throws IOException when the address cannot be listened on
  public static Monitor open(
      InetSocketAddress address,
      Supplier<List<Observation>> databases,
      StatusFolder status,
      BuildInfo build,
      InstantSource clock)
      throws IOException {
    Bounds.apply();
    var server = HttpServer.create(address, Bounds.BACKLOG);
    var monitor = new Monitor(server, databases, status, build, clock);
    server.setExecutor(monitor.threads);
    server.createContext("/", monitor::answer);
    server.start();
    return monitor;
  }

  /// Where it listens; with the port that was chosen where 0 was asked for.
  public InetSocketAddress address() {
    return server.getAddress();
  }

  private record Answer(int status, String type, String text) {}

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var answer = answerTo(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
      var bytes = answer.text().getBytes(StandardCharsets.UTF_8);
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", answer.type());
      headers.set("Cache-Control", "no-store");
      headers.set("X-Content-Type-Options", "nosniff");
      // A connection that stays open is one that somebody else cannot have.
      headers.set("Connection", "close");
      if (answer.status() == METHOD_NOT_ALLOWED) {
        headers.set("Allow", "GET, HEAD");
      }
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(answer.status(), NO_BODY);
      } else {
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  private Answer answerTo(String method, String path) {
    if (!Set.of("GET", "HEAD").contains(method)) {
      return new Answer(METHOD_NOT_ALLOWED, PLAIN, "expected GET, found another method\n");
    }
    try {
      return switch (path) {
        case "/metrics" -> new Answer(OK, Exposition.CONTENT_TYPE, metrics());
        case "/healthz" -> health();
        default -> new Answer(NOT_FOUND, PLAIN, "expected /metrics or /healthz\n");
      };
    } catch (RuntimeException defect) {
      return new Answer(INTERNAL_ERROR, PLAIN, "a defect of bakelite: " + defect + "\n");
    }
  }

  private String metrics() {
    var seen =
        databases.get().stream().map(each -> new Seen(each, verdicts.of(each.document()))).toList();
    return Metrics.of(seen, build, started, clock.instant());
  }

  private Answer health() {
    var health = Health.of(databases.get());
    return new Answer(
        health.isGood() ? OK : UNAVAILABLE, PLAIN, String.join("\n", health.lines()) + "\n");
  }

  /// Ends at once: who waits for an answer gets none.
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
