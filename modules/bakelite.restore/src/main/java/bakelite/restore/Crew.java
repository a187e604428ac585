package bakelite.restore;

import bakelite.replica.ReplicaException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A few threads that do jobs in any order, so that one fetches while another computes. The one who
/// hands out jobs waits while all of them are busy, and is told of the first job that failed.
final class Crew implements AutoCloseable {
  /// Jobs under way at once: enough to hide the answer times of a store, and few enough for their
  /// buffers.
  private static final int HANDS = 8;

  /// A job that was given up ends soon; a store may take this long to notice.
  private static final long END_SECONDS = 60;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          HANDS, Thread.ofPlatform().daemon().name("restore-", 0).factory());
  private final Queue<Scratch> scratches = new ConcurrentLinkedQueue<>();
  private final Semaphore free = new Semaphore(HANDS);
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /// A piece of work that knows nothing of the others.
  interface Job {
    void run(Scratch scratch) throws IOException, ReplicaException;
  }

  /// Hands out a job.
  ///
  /// @throws IOException as an earlier job did, or when this thread is interrupted
  /// @throws ReplicaException as an earlier job did
  void add(Job job) throws IOException, ReplicaException {
    acquire(1);
    rethrow();
    threads.execute(() -> {
      var scratch = Objects.requireNonNullElseGet(scratches.poll(), Scratch::new);
      try {
        job.run(scratch);
      } catch (IOException | ReplicaException | RuntimeException | Error broken) {
        failure.compareAndSet(null, broken instanceof Exception it ? it : new Fatal(broken));
      } finally {
        scratches.add(scratch);
        free.release();
      }
    });
  }

  /// Waits until every job is done.
  ///
  /// @throws IOException as a job did, or when this thread is interrupted
  /// @throws ReplicaException as a job did
  void finish() throws IOException, ReplicaException {
    acquire(HANDS);
    free.release(HANDS);
    rethrow();
  }

  private void acquire(int hands) throws InterruptedIOException {
    try {
      free.acquire(hands);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped");
    }
  }

  private void rethrow() throws IOException, ReplicaException {
    switch (failure.get()) {
      case null -> {}
      case IOException broken -> throw broken;
      case ReplicaException broken -> throw broken;
      case RuntimeException broken -> throw broken;
      case Exception impossible -> throw new IllegalStateException(impossible);
    }
  }

  /// Ends the threads; jobs that nobody waits for any more are interrupted.
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      boolean ended = threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
      assert ended : "a job goes on";
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /// An `Error` of a job, for the thread that waits.
  private static final class Fatal extends RuntimeException {
    private static final long serialVersionUID = 1;

    Fatal(Throwable cause) {
      super(cause);
    }
  }
}
