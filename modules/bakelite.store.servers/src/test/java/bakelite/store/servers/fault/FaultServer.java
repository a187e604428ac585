package bakelite.store.servers.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A server of S3, one bucket in memory, that spoils requests as it was told to. Raw HTTP, since no
/// library for servers sends what is wrong.
final class FaultServer implements AutoCloseable {
  /// How many requests after a SlowDown get one too.
  private static final int BURST = 3;

  /// After so long a request whose connection was broken is carried out all the same.
  private static final long LATE_MILLIS = 60;

  /// A client that waits longer than this gets the end of the connection.
  private static final long STALL_SECONDS = 120;

  private final ServerSocket listener;
  private final Bucket bucket;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Set<Socket> open = new HashSet<>();
  private final Map<Mischief, Integer> done = new EnumMap<>(Mischief.class);
  private final List<Thread> late = new ArrayList<>();
  private MischiefPlan plan = MischiefPlan.none();
  private int burst;

  FaultServer(Bucket bucket) throws IOException {
    this.bucket = bucket;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String endpoint() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /// What happens from now on.
  synchronized void follows(MischiefPlan other) {
    plan = other;
    burst = 0;
  }

  /// How often it did what.
  synchronized Map<Mischief, Integer> done() {
    return new EnumMap<>(done);
  }

  /// Waits until all that comes late has come.
  void settle() throws InterruptedException {
    List<Thread> coming;
    synchronized (this) {
      coming = List.copyOf(late);
      late.clear();
    }
    for (var thread : coming) {
      thread.join();
    }
  }

  private synchronized Mischief next(Asked asked) {
    var chosen = burst > 0 ? Mischief.SLOW_DOWN : plan.next(asked);
    if (burst > 0) {
      burst--;
    } else if (chosen == Mischief.SLOW_DOWN) {
      burst = BURST;
    }
    done.merge(chosen, 1, Integer::sum);
    return chosen;
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
    } catch (IOException closed) {
      // By us.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new java.io.BufferedInputStream(socket.getInputStream());
      for (var asked = Asked.read(in); asked.isPresent(); asked = Asked.read(in)) {
        var chosen = next(asked.get());
        if (chosen == Mischief.RESET_BEFORE) {
          reset(socket);
          return;
        }
        if (chosen == Mischief.RESET_DURING) {
          in.readNBytes(asked.get().length() / 2);
          reset(socket);
          return;
        }
        var body = in.readNBytes(asked.get().length());
        if (body.length < asked.get().length() || !answer(socket, asked.get(), body, chosen)) {
          return;
        }
      }
    } catch (IOException | InterruptedException gone) {
      // The client, or the test.
    } finally {
      synchronized (this) {
        open.remove(socket);
      }
    }
  }

  /// Whether the connection goes on.
  private boolean answer(Socket socket, Asked asked, byte[] body, Mischief chosen)
      throws IOException, InterruptedException {
    return switch (chosen) {
      case RESET_AFTER -> {
        bucket.answer(asked, body);
        reset(socket);
        yield false;
      }
      case RESET_AND_LATE -> {
        comeLate(asked, body);
        reset(socket);
        yield false;
      }
      case STALL -> {
        bucket.answer(asked, body);
        closing.await(STALL_SECONDS, TimeUnit.SECONDS);
        yield false;
      }
      case SHORT_BODY -> {
        var said = bucket.answer(asked, body);
        var cut = Lies.shorter(said).with("Content-Length", Integer.toString(said.body().length));
        socket.getOutputStream().write(cut.bytes(false));
        yield said.body().length == 0;
      }
      default -> {
        var said = said(asked, body, chosen);
        socket.getOutputStream().write(said.bytes(asked.method().equals("HEAD")));
        yield true;
      }
    };
  }

  private Answered said(Asked asked, byte[] body, Mischief chosen) {
    return switch (chosen) {
      case ERROR -> Answered.error("500 Internal Server Error", "InternalError");
      case ERROR_AFTER -> {
        bucket.answer(asked, body);
        yield Answered.error("500 Internal Server Error", "InternalError");
      }
      case SLOW_DOWN -> Answered.error("503 Slow Down", "SlowDown");
      case ERROR_IN_200 -> Answered.error("200 OK", "InternalError");
      case TWICE -> {
        bucket.answer(asked, body);
        yield bucket.answer(asked, body);
      }
      case LYING_LENGTH -> Lies.shorter(bucket.answer(asked, body));
      case LYING_BODY -> Lies.changed(bucket.answer(asked, body));
      case WHOLE_FOR_RANGE -> Lies.whole(bucket, asked);
      default -> bucket.answer(asked, body);
    };
  }

  private void comeLate(Asked asked, byte[] body) {
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                closing.await(LATE_MILLIS, TimeUnit.MILLISECONDS);
              } catch (InterruptedException stopped) {
                return;
              }
              bucket.answer(asked, body);
            });
    synchronized (this) {
      late.add(thread);
    }
  }

  /// With a RST, so that the client sees a connection that broke and not one that ended.
  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    listener.close();
    List<Socket> left;
    synchronized (this) {
      left = List.copyOf(open);
    }
    for (var socket : left) {
      socket.close();
    }
  }
}
