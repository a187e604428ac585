package bakelite.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.backup.BackupEvent;
import bakelite.backup.BackupSettings;
import bakelite.backup.BackupSurroundings;
import bakelite.backup.WriterIdentity;
import bakelite.daemon.notify.InitSystem;
import bakelite.format.ObjectHeader.WriterVersion;
import bakelite.sqlite.LiveSettings;
import bakelite.store.StoreException;
import bakelite.store.StoreSettings;
import bakelite.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Databases beside each other in one daemon: what they share, and that each is looked after.
class ManyDatabasesTest {
  /// As many as SQLite attaches to one connection, and that one.
  private static final int ATTACHED = 10;

  @TempDir Path temporary;
  private Path folder;
  private final Map<String, AtomicInteger> stored = new ConcurrentHashMap<>();
  private final CountDownLatch protecting = new CountDownLatch(ATTACHED + 1);

  @BeforeEach
  void realFolder() throws IOException {
    folder = temporary.toRealPath();
  }

  @Test
  void allShareOneWatcherAndEachIsWokenByItsOwnCommits() throws Exception {
    var names = new ArrayList<>(List.of("main"));
    try (var application = Application.start(folder.resolve("main.db"))) {
      create(application, "main");
      for (int i = 0; i < ATTACHED; i++) {
        var name = "d" + i;
        application.run("ATTACH '" + folder.resolve(name + ".db") + "' AS " + name);
        create(application, name);
        names.add(name);
      }
      long watchers = watchers();
      // Daemons that other tests of this process left to their fate still have theirs.
      var others = Thread.getAllStackTraces().keySet();
      var daemon = daemon(names);
      var ending = Thread.ofPlatform().daemon().start(() -> run(daemon));
      assertTrue(protecting.await(60, TimeUnit.SECONDS), "protected: " + stored);
      waitFor(() -> watchers() == watchers + 1);
      assertEquals(1, threads("watch", others));
      assertEquals(names.size(), threads("capture ", others));

      for (int round = 0; round < 3; round++) {
        for (var name : names) {
          // Idle for longer than a database stays awake, and the safety poll is far away.
          int before = stored.get(name).get();
          application.run("INSERT INTO " + name + ".t VALUES(randomblob(100))");
          waitFor(() -> stored.get(name).get() > before);
        }
        Thread.sleep(700);
      }
      daemon.requestStop();
      ending.join(Duration.ofSeconds(60));
      assertEquals(watchers, watchers());
    }
  }

  private static void create(Application application, String schema) throws IOException {
    application.run("PRAGMA " + schema + ".journal_mode = WAL");
    application.run("CREATE TABLE " + schema + ".t(a)");
  }

  /// How many watchers of the system this process has.
  private static long watchers() {
    try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(each -> leadsTo(each).contains("inotify")).count();
    } catch (IOException noProc) {
      throw new IllegalStateException(noProc);
    }
  }

  private static String leadsTo(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closed) {
      return "";
    }
  }

  private static long threads(String name, Set<Thread> others) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(each -> each.isAlive() && !others.contains(each))
        .filter(each -> each.getName().startsWith(name))
        .count();
  }

  private static void run(Daemon daemon) {
    try {
      daemon.run();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private Daemon daemon(List<String> names) {
    var plans = names.stream().map(this::plan).toList();
    return new Daemon(
        () -> plans,
        new Daemon.Rules(false, Optional.empty()),
        InitSystem.none(),
        StatusFolder.in(folder.resolve("status")),
        new BackupSurroundings(
            InstantSource.system(),
            new Random(5),
            new WriterIdentity("here", "m", "b", 1, 2),
            _ -> true,
            new WriterVersion(0, 1, 0),
            event -> {}),
        (name, destination, event) -> {
          if (event instanceof DaemonEvent.Told(BackupEvent.Stored _)) {
            stored.computeIfAbsent(name, _ -> new AtomicInteger()).incrementAndGet();
          } else if (event instanceof DaemonEvent.Told(BackupEvent.CopyFinished _)) {
            protecting.countDown();
          }
        });
  }

  private Plan plan(String name) {
    var usual = BackupSettings.defaults();
    var atOnce =
        new BackupSettings(
            Duration.ZERO,
            usual.maxBatchDelay(),
            Duration.ofMinutes(10),
            usual.maxWalBytes(),
            usual.compression(),
            usual.spoolMaxBytes(),
            usual.takeOver());
    var place =
        new Plan.Place() {
          @Override
          public String destination() {
            return "backups";
          }

          @Override
          public Plan.Opened open() throws StoreException {
            var values = Map.of("path", folder.resolve("backups").toString());
            return new Plan.Opened(
                Stores.installed().open(new StoreSettings("file", values)),
                folder.resolve("state").resolve(name));
          }
        };
    return new Plan(
        name, folder.resolve(name + ".db"), true, LiveSettings.defaults(), atOnce, place);
  }

  private void waitFor(BooleanSupplier condition) throws InterruptedException {
    var deadline = Instant.now().plusSeconds(30);
    while (!condition.getAsBoolean()) {
      assertTrue(Instant.now().isBefore(deadline), "never happened: " + stored);
      Thread.sleep(5);
    }
  }
}
