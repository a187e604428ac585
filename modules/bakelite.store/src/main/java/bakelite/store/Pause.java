package bakelite.store;

import java.time.Duration;

/// Lets time pass. The real one sleeps; a test's moves its clock.
@FunctionalInterface
public interface Pause {
  /// Comes back after a time.
  ///
  /// @throws InterruptedException when the waiting is to end at once
  void of(Duration time) throws InterruptedException;
}
