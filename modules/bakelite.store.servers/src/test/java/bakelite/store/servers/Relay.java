package bakelite.store.servers;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Stands between a client and a server, and loses what it is told to lose. What passes is not
/// changed, so signatures hold.
final class Relay implements AutoCloseable {
  /// What it does with what passes.
  enum Habit {
    /// Takes requests, passes nothing on, says nothing.
    SILENT,
    /// Passes everything on; when the server has carried out a request that changes something, the
    /// connection breaks instead of an answer.
    LOSES_ANSWERS
  }

  private final URI server;
  private final Habit habit;
  private final ServerSocket listener;
  private final Set<Socket> open = new HashSet<>();

  Relay(String server, Habit habit) throws IOException {
    this.server = URI.create(server);
    this.habit = habit;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String endpoint() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var client = kept(listener.accept());
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // By us.
    }
  }

  private synchronized Socket kept(Socket socket) {
    open.add(socket);
    return socket;
  }

  private void serve(Socket client) {
    try (client) {
      if (habit == Habit.SILENT) {
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
        return;
      }
      try (var upstream = kept(new Socket(server.getHost(), server.getPort()))) {
        pass(client, upstream);
      }
    } catch (IOException gone) {
      // Either side.
    }
  }

  /// One request: neither side is to wait for a connection that the other has given up.
  private static void pass(Socket client, Socket upstream) throws IOException {
    var in = client.getInputStream();
    var answers = upstream.getInputStream();
    var head = head(in);
    upstream.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
    copy(in, upstream.getOutputStream(), length(head));
    if (!head.startsWith("GET ") && !head.startsWith("HEAD ")) {
      // The first byte of an answer comes when the request was carried out.
      answers.read();
      client.setSoLinger(true, 0);
      return;
    }
    var answer = head(answers).replaceFirst("\r\n", "\r\nConnection: close\r\n");
    client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
    if (!head.startsWith("HEAD ")) {
      passBody(answer, answers, client.getOutputStream());
    }
  }

  /// An answer without a length comes in chunks, of which the last is empty.
  private static void passBody(String head, InputStream from, OutputStream to) throws IOException {
    if (head.toLowerCase(Locale.ROOT).contains("\r\ncontent-length:")) {
      copy(from, to, length(head));
      return;
    }
    if (head.startsWith("HTTP/1.1 204") || head.startsWith("HTTP/1.1 304")) {
      return;
    }
    var tail = "";
    while (!tail.endsWith("\r\n0\r\n\r\n")) {
      int next = from.read();
      if (next < 0) {
        throw new EOFException();
      }
      to.write(next);
      tail = (tail + (char) next).substring(Math.max(0, tail.length() - 8));
    }
  }

  private static void copy(InputStream from, OutputStream to, long count) throws IOException {
    var buffer = new byte[1 << 16];
    for (var left = count; left > 0; ) {
      int read = from.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new EOFException();
      }
      to.write(buffer, 0, read);
      left -= read;
    }
  }

  private static String head(InputStream in) throws IOException {
    var text = new StringBuilder();
    while (text.length() < 4 || !text.substring(text.length() - 4).equals("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      text.append((char) next);
    }
    return text.toString();
  }

  private static long length(String head) {
    for (var line : head.split("\r\n", -1)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        return Long.parseLong(line.substring(15).strip());
      }
    }
    return 0;
  }

  @Override
  public void close() {
    try {
      listener.close();
      List<Socket> left;
      synchronized (this) {
        left = List.copyOf(open);
      }
      for (var socket : left) {
        socket.close();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
