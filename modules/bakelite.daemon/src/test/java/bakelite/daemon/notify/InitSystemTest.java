package bakelite.daemon.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The words of `sd_notify`, told to a socket of our own.
class InitSystemTest {
  @TempDir Path folder;
  private final List<String> complaints = new ArrayList<>();

  @Test
  void aPathIsTold() {
    assertIsTold(folder.resolve("notify").toString());
  }

  @Test
  void anAbstractNameIsTold() {
    assertIsTold("@bakelite-" + UUID.randomUUID());
  }

  private void assertIsTold(String name) {
    try (var receiver = new NotifyReceiver(name);
        var init = init(Map.of("NOTIFY_SOCKET", name))) {
      assertTrue(init.isListening());
      init.status("protecting 1 of 2 databases\nand a second line");
      init.status("protecting 1 of 2 databases");
      init.ready();
      init.ready();
      init.alive();
      init.status("überall");
      init.stopping();
      assertEquals(
          List.of(
              "STATUS=protecting 1 of 2 databases",
              "READY=1",
              "WATCHDOG=1",
              "STATUS=überall",
              "STOPPING=1"),
          receiver.told());
    }
    assertEquals(List.of(), complaints);
  }

  @Test
  void withoutASocketNobodyIsTold() {
    try (var init = init(Map.of("WATCHDOG_USEC", "1000000"))) {
      assertFalse(init.isListening());
      assertEquals(Optional.empty(), init.feedEvery());
      init.ready();
      init.status("?");
    }
    assertEquals(List.of(), complaints);
  }

  @ParameterizedTest
  @ValueSource(strings = {"relative/path", "@", "/", "vsock:2:1234"})
  void anAddressThatCannotBeIsToldOfAndLeftAlone(String name) {
    try (var init = init(Map.of("NOTIFY_SOCKET", name))) {
      assertFalse(init.isListening());
    }
    assertEquals(1, complaints.size());
    assertTrue(complaints.getFirst().contains("found \"" + name + "\""), complaints.getFirst());
  }

  @Test
  void aPathThatIsTooLongIsToldOf() {
    init(Map.of("NOTIFY_SOCKET", "/" + "x".repeat(107))).close();
    assertTrue(complaints.getFirst().contains("2 to 107 bytes"), complaints.getFirst());
  }

  @Test
  void whatNobodyHeardIsToldAgainWithWhatFollows() {
    var name = folder.resolve("notify").toString();
    try (var init = init(Map.of("NOTIFY_SOCKET", name))) {
      init.status("starting");
      init.ready();
      init.alive();
      assertEquals(1, complaints.size(), complaints::toString);
      assertTrue(complaints.getFirst().contains("there is no such socket"), complaints.getFirst());
      try (var receiver = new NotifyReceiver(name)) {
        init.alive();
        assertEquals(List.of("READY=1", "STATUS=starting", "WATCHDOG=1"), receiver.told());
      }
    }
  }

  @Test
  void anInitSystemThatDoesNotReadHoldsNothingUpAndHearsTheLastWordInTheEnd() {
    var name = folder.resolve("notify").toString();
    try (var receiver = new NotifyReceiver(name);
        var init = init(Map.of("NOTIFY_SOCKET", name))) {
      for (int i = 0; i < 100_000 && complaints.isEmpty(); i++) {
        init.alive();
      }
      assertEquals(1, complaints.size(), "the socket takes any number");
      init.ready();
      init.status("protecting");
      init.stopping();
      receiver.told();
      init.alive();
      var told = receiver.told();
      assertTrue(told.containsAll(List.of("READY=1", "STATUS=protecting", "STOPPING=1")));
      assertEquals("WATCHDOG=1", told.getLast());
    }
  }

  @Test
  void theWatchdogIsFedThreeTimesAsOftenAsItWaitsAndOnlyIfItIsOurs() {
    var name = folder.resolve("notify").toString();
    var environment = Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "30000000");
    try (var init = init(environment)) {
      assertEquals(Optional.of(Duration.ofSeconds(10)), init.feedEvery());
    }
    for (var wrong : List.of("", "0", "-5", "soon")) {
      try (var init = init(Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", wrong))) {
        assertEquals(Optional.empty(), init.feedEvery(), wrong);
      }
    }
    for (var whose : List.of("4711", "4712")) {
      try (var init =
          init(Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "30000000", "WATCHDOG_PID", whose))) {
        assertEquals(whose.equals("4711"), init.feedEvery().isPresent());
      }
    }
  }

  private InitSystem init(Map<String, String> environment) {
    return InitSystem.of(environment, 4711, complaints::add);
  }
}
