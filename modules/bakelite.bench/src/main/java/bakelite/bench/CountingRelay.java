package bakelite.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Stands before a server and counts what it is asked, whatever the program says about itself. Each
/// connection carries one request after the other, so what comes after an answer begins one.
final class CountingRelay implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final ServerSocket listener;
  private final URI server;
  private final Map<String, Integer> requests = new TreeMap<>();
  private final AtomicInteger answers = new AtomicInteger();
  private volatile long lastAnswer;

  CountingRelay(String server) throws IOException {
    this.server = URI.create(server);
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String endpoint() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /// How many requests of each kind there were so far.
  synchronized Map<String, Integer> requests() {
    return new TreeMap<>(requests);
  }

  /// How many answers began so far.
  int answers() {
    return answers.get();
  }

  /// When the last one began, on the clock of [System#nanoTime].
  long lastAnswer() {
    return lastAnswer;
  }

  private void accept() {
    try {
      while (true) {
        var client = listener.accept();
        var upstream = new Socket(server.getHost(), server.getPort());
        client.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        var connection = new Connection(client, upstream);
        Thread.ofVirtual().start(connection::asks);
        Thread.ofVirtual().start(connection::answers);
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private synchronized void count(String start) {
    var words = start.split(" ", 3);
    boolean isList = words[0].equals("GET") && words.length > 1 && words[1].contains("list-type=");
    requests.merge(isList ? "LIST" : words[0], 1, Integer::sum);
  }

  private final class Connection {
    private final Socket client;
    private final Socket upstream;
    private volatile boolean isAsking;

    Connection(Socket client, Socket upstream) {
      this.client = client;
      this.upstream = upstream;
    }

    void asks() {
      copy(
          client,
          upstream,
          chunk -> {
            if (!isAsking) {
              isAsking = true;
              count(chunk);
            }
          });
    }

    void answers() {
      copy(
          upstream,
          client,
          chunk -> {
            if (isAsking) {
              isAsking = false;
              lastAnswer = System.nanoTime();
              answers.incrementAndGet();
            }
          });
    }

    private void copy(Socket from, Socket to, Consumer<String> first) {
      var buffer = new byte[BUFFER_BYTES];
      try (from;
          to) {
        var in = from.getInputStream();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          first.accept(new String(buffer, 0, Math.min(n, 500), StandardCharsets.ISO_8859_1));
          to.getOutputStream().write(buffer, 0, n);
        }
      } catch (IOException e) {
        // One side went away, and the other with it.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
