package bakelite.daemon;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.backup.BackupEvent;
import bakelite.backup.BackupSettings;
import bakelite.backup.BackupSettings.TakeOver;
import bakelite.backup.BackupSurroundings;
import bakelite.backup.WriterIdentity;
import bakelite.daemon.notify.InitSystem;
import bakelite.format.ObjectHeader.WriterVersion;
import bakelite.sqlite.LiveSettings;
import bakelite.store.StoreException;
import bakelite.store.StoreSettings;
import bakelite.store.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Daemons on real threads, with real applications, and what they say.
abstract class LiveDaemons {
  @TempDir Path temporary;
  Path folder;
  final List<String> log = new CopyOnWriteArrayList<>();
  private final List<Daemon> daemons = new ArrayList<>();
  InitSystem init = InitSystem.none();

  @BeforeEach
  void realFolder() throws IOException {
    folder = temporary.toRealPath();
  }

  @AfterEach
  void stopAll() {
    daemons.forEach(Daemon::requestStop);
  }

  Daemon daemon(Plan... plans) {
    return daemon("status-1", plans);
  }

  Daemon daemon(String status, Plan... plans) {
    return daemon(status, new Daemon.Rules(false, Optional.empty()), () -> List.of(plans));
  }

  Daemon daemonOnce(Plan... plans) {
    return daemon("status-1", new Daemon.Rules(true, Optional.empty()), () -> List.of(plans));
  }

  Daemon daemon(String status, Daemon.Rules rules, Roster roster) {
    return daemon(status, rules, roster, _ -> {});
  }

  /// @param told called by the threads that work, after the log was written
  Daemon daemon(String status, Daemon.Rules rules, Roster roster, Consumer<BackupEvent> told) {
    var surroundings =
        new BackupSurroundings(
            InstantSource.system(),
            new Random(5),
            new WriterIdentity("here", "m", "b", 1, 2),
            _ -> true,
            new WriterVersion(0, 1, 0),
            event -> {});
    var daemon =
        new Daemon(
            roster,
            rules,
            init,
            StatusFolder.in(folder.resolve(status)),
            surroundings,
            (name, destination, event) -> {
              var line = EventLines.of(name, destination, event);
              if (line.level() != EventLines.Level.DETAIL) {
                log.add(line.text());
              }
              if (event instanceof DaemonEvent.Told(var backup)) {
                told.accept(backup);
              }
            });
    daemons.add(daemon);
    return daemon;
  }

  static CompletableFuture<Outcome> start(Daemon daemon) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return daemon.run();
          } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
          }
        },
        task -> Thread.ofPlatform().daemon().start(task));
  }

  static Outcome stop(Daemon daemon, CompletableFuture<Outcome> ending) throws Exception {
    daemon.requestStop();
    return ending.get(60, TimeUnit.SECONDS);
  }

  static Outcome.Ended ended(Outcome outcome, String name) {
    return outcome.databases().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  Application application(String name) throws IOException {
    var application = Application.start(folder.resolve(name + ".db"));
    application.run("PRAGMA journal_mode = WAL");
    application.run("CREATE TABLE t(a)");
    return application;
  }

  Plan plan(String name) {
    return plan(name, name, "state", TakeOver.RELEASED);
  }

  Plan plan(String name, AtomicBoolean away) {
    return new Plan(
        name, folder.resolve(name + ".db"), true, live(), quick(), place(name, "state", away));
  }

  Plan plan(String name, String file, String state, TakeOver rule) {
    return new Plan(
        name,
        folder.resolve(file + ".db"),
        true,
        live(),
        quick().withTakeOver(rule),
        place(name, state, new AtomicBoolean()));
  }

  static LiveSettings live() {
    return LiveSettings.defaults();
  }

  static BackupSettings quick() {
    var usual = BackupSettings.defaults();
    return new BackupSettings(
        Duration.ZERO,
        usual.maxBatchDelay(),
        Duration.ofMillis(100),
        usual.maxWalBytes(),
        usual.compression(),
        usual.spoolMaxBytes(),
        usual.takeOver());
  }

  Plan.Place place(String name, String state, AtomicBoolean away) {
    return new Plan.Place() {
      @Override
      public String destination() {
        return "backups";
      }

      @Override
      public Plan.Opened open() throws StoreException {
        if (away.get()) {
          throw new StoreException.Unreachable("nobody answers", "wait", null);
        }
        var values = Map.of("path", folder.resolve("backups").toString());
        return new Plan.Opened(
            Stores.installed().open(new StoreSettings("file", values)),
            folder.resolve(state).resolve(name));
      }
    };
  }

  Optional<StatusDocument> status(String name) {
    return status("status-1", name);
  }

  Optional<StatusDocument> status(String of, String name) {
    try {
      return StatusFolder.in(folder.resolve(of)).read(name);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  DatabaseState state(String of, String name) {
    return status(of, name).map(StatusDocument::state).orElse(DatabaseState.STARTING);
  }

  StatusDocument.Figures figures(String name) {
    return status(name).flatMap(StatusDocument::figures).orElseThrow();
  }

  /// The origin and the record that closes it at the least.
  static boolean isAllDurable(StatusDocument.Figures figures) {
    return figures.durableIndex() >= 2 && figures.durableIndex() == figures.capturedIndex();
  }

  void waitForState(String name, DatabaseState state) throws InterruptedException {
    waitFor(() -> state("status-1", name) == state);
  }

  void waitFor(BooleanSupplier condition) throws InterruptedException {
    var deadline = Instant.now().plusSeconds(30);
    while (!condition.getAsBoolean()) {
      assertTrue(Instant.now().isBefore(deadline), "never happened: " + log);
      Thread.sleep(5);
    }
  }
}
