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
class ServiceManagerTest {
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
        var manager = manager(Map.of("NOTIFY_SOCKET", name))) {
      assertTrue(manager.isListening());
      manager.status("protecting 1 of 2 databases\nand a second line");
      manager.status("protecting 1 of 2 databases");
      manager.ready();
      manager.ready();
      manager.alive();
      manager.status("überall");
      manager.stopping();
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
    try (var manager = manager(Map.of("WATCHDOG_USEC", "1000000"))) {
      assertFalse(manager.isListening());
      assertEquals(Optional.empty(), manager.feedEvery());
      manager.ready();
      manager.status("?");
    }
    assertEquals(List.of(), complaints);
  }

  @ParameterizedTest
  @ValueSource(strings = {"relative/path", "@", "/", "vsock:2:1234"})
  void anAddressThatCannotBeIsToldOfAndLeftAlone(String name) {
    try (var manager = manager(Map.of("NOTIFY_SOCKET", name))) {
      assertFalse(manager.isListening());
    }
    assertEquals(1, complaints.size());
    assertTrue(complaints.getFirst().contains("found \"" + name + "\""), complaints.getFirst());
  }

  @Test
  void aPathThatIsTooLongIsToldOf() {
    manager(Map.of("NOTIFY_SOCKET", "/" + "x".repeat(107))).close();
    assertTrue(complaints.getFirst().contains("2 to 107 bytes"), complaints.getFirst());
  }

  @Test
  void whatNobodyHeardIsToldAgainWithWhatFollows() {
    var name = folder.resolve("notify").toString();
    try (var manager = manager(Map.of("NOTIFY_SOCKET", name))) {
      manager.status("starting");
      manager.ready();
      manager.alive();
      assertEquals(1, complaints.size(), complaints::toString);
      assertTrue(complaints.getFirst().contains("there is no such socket"), complaints.getFirst());
      try (var receiver = new NotifyReceiver(name)) {
        manager.alive();
        assertEquals(List.of("READY=1", "STATUS=starting", "WATCHDOG=1"), receiver.told());
      }
    }
  }

  @Test
  void aManagerThatDoesNotReadHoldsNothingUpAndHearsTheLastWordInTheEnd() {
    var name = folder.resolve("notify").toString();
    try (var receiver = new NotifyReceiver(name);
        var manager = manager(Map.of("NOTIFY_SOCKET", name))) {
      for (int i = 0; i < 100_000 && complaints.isEmpty(); i++) {
        manager.alive();
      }
      assertEquals(1, complaints.size(), "the socket takes any number");
      manager.ready();
      manager.status("protecting");
      manager.stopping();
      receiver.told();
      manager.alive();
      var told = receiver.told();
      assertTrue(told.containsAll(List.of("READY=1", "STATUS=protecting", "STOPPING=1")));
      assertEquals("WATCHDOG=1", told.getLast());
    }
  }

  @Test
  void theWatchdogIsFedThreeTimesAsOftenAsItWaitsAndOnlyIfItIsOurs() {
    var name = folder.resolve("notify").toString();
    var environment = Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "30000000");
    try (var manager = manager(environment)) {
      assertEquals(Optional.of(Duration.ofSeconds(10)), manager.feedEvery());
    }
    for (var wrong : List.of("", "0", "-5", "soon")) {
      try (var manager = manager(Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", wrong))) {
        assertEquals(Optional.empty(), manager.feedEvery(), wrong);
      }
    }
    for (var whose : List.of("4711", "4712")) {
      try (var manager =
          manager(
              Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "30000000", "WATCHDOG_PID", whose))) {
        assertEquals(whose.equals("4711"), manager.feedEvery().isPresent());
      }
    }
  }

  private ServiceManager manager(Map<String, String> environment) {
    return ServiceManager.of(environment, 4711, complaints::add);
  }
}
