package bakelite.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PulseTest {
  private final AtomicInteger told = new AtomicInteger();
  private final Pulse pulse = new Pulse(Duration.ofSeconds(10), told::incrementAndGet);

  @Test
  void itIsToldWhenEachLoopHasGoneRoundAndNotBefore() {
    try (var slow = pulse.join();
        var fast = pulse.join()) {
      fast.goneRound();
      fast.goneRound();
      fast.goneRound();
      assertEquals(0, told.get());
      slow.goneRound();
      assertEquals(1, told.get());
      slow.goneRound();
      assertEquals(1, told.get());
      fast.goneRound();
      assertEquals(2, told.get());
    }
  }

  @Test
  void oneThatHangsIsMissedUntilItComesOffDuty() {
    try (var other = pulse.join()) {
      try (var _ = pulse.join()) {
        other.goneRound();
        other.goneRound();
        assertEquals(0, told.get());
      }
      assertEquals(1, told.get());
      other.goneRound();
      assertEquals(2, told.get());
    }
  }

  @Test
  void oneThatComesOnDutyIsAwaitedFromThenOn() {
    try (var first = pulse.join()) {
      first.goneRound();
      try (var second = pulse.join()) {
        first.goneRound();
        assertEquals(1, told.get());
        second.goneRound();
        assertEquals(2, told.get());
      }
    }
  }

  @Test
  void noLoopRestsLongerThanTheLongestRest() {
    assertEquals(Duration.ofSeconds(10), pulse.rest(Duration.ofSeconds(30)));
    assertEquals(Duration.ofMillis(4), pulse.rest(Duration.ofMillis(4)));
    assertEquals(Duration.ofSeconds(30), Pulse.none().rest(Duration.ofSeconds(30)));
  }
}
