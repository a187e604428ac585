package bakelite.daemon;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Wakes one thread that waits for work. A ring that comes before the wait is not lost.
final class Doorbell {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rung = lock.newCondition();
  private boolean isRung;

  void ring() {
    lock.lock();
    try {
      isRung = true;
      rung.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a ring, at most this long.
  void await(Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (!isRung && left > 0) {
        left = rung.awaitNanos(left);
      }
      isRung = false;
    } finally {
      lock.unlock();
    }
  }
}
