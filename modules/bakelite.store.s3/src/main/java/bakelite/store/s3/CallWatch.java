package bakelite.store.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/// Ends calls whose thread was interrupted. A thread that waits for a socket does not hear it by
/// itself; so another one looks, for as long as there is a call.
final class CallWatch implements AutoCloseable {
  private static final long TICK_MILLIS = 20;

  private final Map<Thread, Call> calls = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean isStarted;
  private boolean isClosed;

  /// Work with a socket.
  interface Work<T> {
    T run() throws IOException;
  }

  /// Runs work of this thread that belongs to a call.
  ///
  /// @throws InterruptedIOException when this thread is interrupted, and it still is
  <T> T during(Call call, Work<T> work) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      call.cancel();
      throw new InterruptedIOException("interrupted");
    }
    var outer = enter(call);
    try {
      return work.run();
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        var interrupted = new InterruptedIOException("interrupted");
        interrupted.initCause(e);
        throw interrupted;
      }
      throw e;
    } finally {
      leave(outer);
    }
  }

  /// A content may ask the store for something while it is being put: then there is an outer call.
  private @Nullable Call enter(Call call) {
    lock.lock();
    try {
      var outer = calls.put(Thread.currentThread(), call);
      if (!isStarted) {
        isStarted = true;
        Thread.ofPlatform().daemon().name("bakelite-s3-interrupts").start(this::watch);
      }
      changed.signal();
      return outer;
    } finally {
      lock.unlock();
    }
  }

  private void leave(@Nullable Call outer) {
    if (outer == null) {
      calls.remove(Thread.currentThread());
    } else {
      calls.put(Thread.currentThread(), outer);
    }
  }

  private void watch() {
    lock.lock();
    try {
      while (!isClosed) {
        if (calls.isEmpty()) {
          changed.await();
          continue;
        }
        changed.await(TICK_MILLIS, TimeUnit.MILLISECONDS);
        calls.forEach((thread, call) -> {
          if (thread.isInterrupted()) {
            call.cancel();
          }
        });
      }
    } catch (InterruptedException _) {
      // Nobody interrupts this thread but the end of the process.
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }
}
