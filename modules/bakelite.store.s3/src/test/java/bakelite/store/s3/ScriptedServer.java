package bakelite.store.s3;

import bakelite.store.ObjectStore;
import bakelite.store.StoreSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A server that answers each request with the next bytes that it was told to, whatever is asked.
/// Where nothing is left to say, it is silent.
final class ScriptedServer implements AutoCloseable {
  static final String DATE = "Date: Mon, 30 Nov 2026 20:40:00 GMT\r\n";
  static final String STORED = answer("200 OK", "ETag: \"0\"\r\n", "");
  static final Limits QUICK =
      new Limits(
          Duration.ofSeconds(2), Duration.ofMillis(400), Duration.ofSeconds(5), 8 << 10, 64, 64);

  private final ServerSocket listener;
  private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
  private final List<String> requests = new ArrayList<>();
  private final List<Socket> open = new ArrayList<>();

  /// What is done instead of an answer, or the answer.
  ///
  /// @param text empty: none
  /// @param readBody whether the body of the request is read before
  /// @param reset whether the connection is broken after it
  record Reply(String text, boolean readBody, boolean reset) {}

  ScriptedServer() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  static String answer(String status, String headers, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\n"
        + DATE
        + headers
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  static String error(String status, String code, String message) {
    return answer(
        status,
        "Content-Type: application/xml\r\n",
        "<?xml version=\"1.0\"?><Error><Code>"
            + code
            + "</Code><Message>"
            + message
            + "</Message></Error>");
  }

  ScriptedServer says(String... answers) {
    for (var answer : answers) {
      replies.add(new Reply(answer, true, false));
    }
    return this;
  }

  ScriptedServer does(Reply reply) {
    replies.add(reply);
    return this;
  }

  /// The first lines and headers of what was asked.
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /// How many connections there were.
  synchronized int connections() {
    return open.size();
  }

  String endpoint() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  ObjectStore open() throws Exception {
    return open(QUICK, Map.of());
  }

  ObjectStore open(Limits limits, Map<String, String> others) throws Exception {
    return open(limits, others, S3ProxyServer.environment(), InstantSource.system());
  }

  ObjectStore open(
      Limits limits,
      Map<String, String> others,
      Map<String, String> environment,
      InstantSource clock)
      throws Exception {
    var values = new HashMap<String, String>();
    values.put("bucket", "scripted");
    values.put("endpoint", endpoint());
    values.putAll(others);
    return new S3StoreProvider(environment, limits, clock).open(new StoreSettings("s3", values));
  }

  private void accept() {
    try {
      while (true) {
        var socket = listener.accept();
        synchronized (this) {
          open.add(socket);
        }
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = socket.getInputStream();
      while (true) {
        var head = head(in);
        synchronized (this) {
          requests.add(head);
        }
        var reply = replies.poll();
        if (reply == null) {
          // Until it is closed by the other side.
          in.transferTo(java.io.OutputStream.nullOutputStream());
          return;
        }
        if (reply.readBody()) {
          in.skipNBytes(length(head));
        }
        socket.getOutputStream().write(reply.text().getBytes(StandardCharsets.ISO_8859_1));
        if (reply.reset()) {
          socket.setSoLinger(true, 0);
          return;
        }
      }
    } catch (IOException _) {
      // The client went away.
    }
  }

  private static String head(InputStream in) throws IOException {
    var text = new StringBuilder();
    while (!text.toString().endsWith("\r\n\r\n")) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("the client went away");
      }
      text.append((char) c);
    }
    return text.toString();
  }

  private static long length(String head) {
    for (var line : head.split("\r\n", -1)) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length: ")) {
        return Long.parseLong(line.substring(16));
      }
    }
    return 0;
  }

  @Override
  public synchronized void close() throws IOException {
    listener.close();
    for (var socket : open) {
      socket.close();
    }
  }
}
