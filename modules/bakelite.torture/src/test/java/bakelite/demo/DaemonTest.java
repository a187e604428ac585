package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The linked daemon with a configuration and several live databases, and `status` beside it.
class DaemonTest {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final Program program =
      Program.at(Path.of(System.getProperty("bakelite.image"), "bin", "bakelite"));

  @AfterEach
  void killAll() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void statusSaysWhatRunsAndWhatIsLeftOfItAfterAKill() throws Exception {
    configure("app", "shop", "absent");
    writer("app");
    writer("shop");
    assertTrue(status("--json").contains("\"name\":\"app\",\"path\":\"" + folder));
    assertEquals(3, count(status("--json"), "\"state\":\"stopped\",\"lag_seconds\":null"));

    var daemon = start("daemon.log", "daemon", "--config", "bakelite.yml");
    waitFor(() -> count(status("--json"), "\"state\":\"protecting\",\"lag_seconds\":") == 2);
    var lines = status().lines().toList();
    assertTrue(lines.get(1).startsWith("absent    missing "), () -> String.join("\n", lines));

    daemon.destroyForcibly().waitFor();
    assertEquals(3, count(status("--json"), "\"state\":\"stopped\",\"lag_seconds\":null"));

    daemon = start("daemon.log", "daemon", "--config", "bakelite.yml");
    waitFor(() -> count(status("--json"), "\"state\":\"protecting\",\"lag_seconds\":") == 2);
    daemon.destroy();
    assertTrue(daemon.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertEquals(0, daemon.exitValue(), () -> read("daemon.log"));
    for (var name : List.of("app", "shop")) {
      assertEquals(0, call("verify", "--db", name, "--deep", "--config", "bakelite.yml"));
    }
  }

  @Test
  void oneThatIsStartedTwiceEndsUnlessThereIsSomethingForItToDo() throws Exception {
    configure("app");
    writer("app");
    var first = start("first.log", "daemon", "--config", "bakelite.yml");
    waitFor(() -> read("first.log").contains("app: protecting"));
    assertEquals(9, call("daemon", "--config", "bakelite.yml"));

    configure("app", "shop");
    writer("shop");
    var second = start("second.log", "daemon", "--config", "bakelite.yml");
    waitFor(() -> read("second.log").contains("shop: protecting"));
    waitFor(() -> read("second.log").contains("app: not protected: cannot use the state folder"));
    assertTrue(second.isAlive());
    first.destroy();
    assertTrue(first.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertEquals(0, first.exitValue(), () -> read("first.log"));
  }

  @Test
  void anApplicationThatRunsAsAChildLosesNothingAtItsEnd() throws Exception {
    configure("app");
    var daemon =
        start(
            "daemon.log",
            "daemon",
            "--config",
            "bakelite.yml",
            "--",
            launcher(),
            WriterCommand.NAME,
            "app.db",
            "app.truth");
    waitFor(() -> committed() > 20);
    daemon.destroy();
    assertTrue(daemon.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertEquals(0, daemon.exitValue(), () -> read("daemon.log"));

    assertEquals(
        0, call("restore", "--db", "app", "--config", "bakelite.yml", "--output", "back.db"));
    var truth = Truth.read(folder.resolve("app.truth"));
    assertEquals(
        new Oracle.Grade(truth.last(), List.of()), Oracle.grade(folder.resolve("back.db"), truth));
  }

  @Test
  void theExitCodeOfAChildIsOurs() throws Exception {
    configure("absent");
    var daemon =
        start("daemon.log", "daemon", "--config", "bakelite.yml", "--", "sh", "-c", "exit 42");
    assertTrue(daemon.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertEquals(42, daemon.exitValue(), () -> read("daemon.log"));
  }

  @Test
  void whereEverythingIsFencedTheApplicationIsNotStarted() throws Exception {
    writer("other");
    waitFor(() -> Files.exists(folder.resolve("other.truth")));
    start("owner.log", "replicate", "other.db", "backups", "--db", "app");
    waitFor(() -> read("owner.log").contains("app: protecting"));
    writer("app");
    waitFor(() -> committed() > 0);
    configure("app");
    var daemon =
        start("daemon.log", "daemon", "--config", "bakelite.yml", "--", "touch", "started");
    assertTrue(daemon.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertEquals(7, daemon.exitValue(), () -> read("daemon.log"));
    assertTrue(Files.notExists(folder.resolve("started")));
    assertTrue(status().contains("app       fenced "), this::status);
  }

  private void configure(String... names) throws IOException {
    var text = new StringBuilder("defaults: {safety_poll: 200ms}\ndatabases:\n");
    for (var name : names) {
      text.append("  - path: ").append(folder.resolve(name + ".db")).append('\n');
      text.append("    destinations: [{path: ").append(folder.resolve("backups")).append("}]\n");
    }
    Files.writeString(folder.resolve("bakelite.yml"), text);
  }

  private void writer(String name) throws IOException {
    start(name + ".log", WriterCommand.NAME, name + ".db", name + ".truth");
  }

  private Process start(String log, String... arguments) throws IOException {
    var process = program.start(folder, folder.resolve(log), arguments);
    processes.add(process);
    return process;
  }

  private int call(String... arguments) throws IOException, InterruptedException {
    return start("call.log", arguments).waitFor();
  }

  private String status(String... options) {
    try {
      Files.deleteIfExists(folder.resolve("status.out"));
      var arguments = new ArrayList<>(List.of("status", "--quiet", "--config", "bakelite.yml"));
      arguments.addAll(List.of(options));
      assertEquals(0, start("status.out", arguments.toArray(String[]::new)).waitFor());
      return read("status.out");
    } catch (IOException | InterruptedException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private long committed() {
    try {
      return Truth.read(folder.resolve("app.truth")).last();
    } catch (IOException notYet) {
      return 0;
    }
  }

  private String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException none) {
      return "nothing: " + none;
    }
  }

  private static String launcher() {
    return Path.of(System.getProperty("bakelite.image"), "bin", "bakelite").toString();
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private void waitFor(BooleanSupplier condition) throws InterruptedException {
    var deadline = Instant.now().plusSeconds(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertTrue(Instant.now().isBefore(deadline), () -> "never happened: " + read("daemon.log"));
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
