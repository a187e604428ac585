package bakelite.daemon;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.backup.BackupEvent;
import bakelite.daemon.notify.InitSystem;
import bakelite.daemon.notify.NotifyReceiver;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What the init system hears of a daemon.
class NotifyTest extends LiveDaemons {
  @Test
  void itHearsWhenEachIsAttachedOrToldAndWhetherEachLoopGoesOn() throws Exception {
    var hangs = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    try (var receiver = new NotifyReceiver(folder.resolve("notify").toString());
        var _ = application("app")) {
      Files.write(folder.resolve("broken.db"), new byte[8192]);
      var environment = Map.of("NOTIFY_SOCKET", receiver.name(), "WATCHDOG_USEC", "600000");
      init = InitSystem.of(environment, 1, log::add);
      var plans = List.of(plan("app"), plan("broken"));
      // A listener is called by the loop that captures.
      var daemon =
          daemon(
              "status-1",
              new Daemon.Rules(false, Optional.empty()),
              () -> plans,
              event -> {
                if (event instanceof BackupEvent.CopyFinished) {
                  hangs.countDown();
                  await(release);
                }
              });
      var ending = start(daemon);
      receiver.await("READY=1", 1);
      await(hangs);
      long fed = fed(receiver);
      assertFalse(release.await(1500, TimeUnit.MILLISECONDS));
      // It may have gone round once more before it hung.
      assertTrue(fed(receiver) <= fed + 1, () -> "fed while a loop hung: " + receiver.told());
      release.countDown();
      receiver.await("WATCHDOG=1", (int) fed(receiver) + 3);
      waitFor(() ->
          receiver.told().stream()
              .anyMatch(
                  line -> line.startsWith("STATUS=protecting 1 of 2 databases; failed: broken (")));
      stop(daemon, ending);
      receiver.await("STOPPING=1", 1);
    }
  }

  private static long fed(NotifyReceiver receiver) {
    return receiver.told().stream().filter("WATCHDOG=1"::equals).count();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
