package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.cli.command.StopRequest.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trouble that is made happen to a daemon that runs: within seconds it is in `status`, in `check`,
/// in the metrics and the health, and in one line of the log. And what they say without a daemon.
class ProtectionTest {
  private static final Pattern ADDRESS =
      Pattern.compile("listening on http://([0-9.]+):(\\d+)/metrics");

  /// In a place where no document may show it.
  private static final String SECRET = "hunter2-do-not-show";

  @TempDir private Path temporary;
  private Path folder;
  private Machine machine;

  @BeforeEach
  void start() throws IOException {
    folder = temporary.toRealPath();
    machine = Machine.in(folder).with("BAKELITE_CONFIG", folder.resolve("bakelite.yml").toString());
  }

  @Test
  void whereAllIsWellNothingIsSaid() throws Exception {
    configure("app");
    try (var app = application("app")) {
      var daemon = machine.start("daemon");
      waitFor(() -> check().status() == 0);
      assertEquals("ok: 1 database is protected\n", check().out());
      assertEquals(
          Map.of("ok", true, "checked", 1L, "problems", List.of()),
          machine.call("check", "--json").ends(0).json());
      assertTrue(get(daemon, "/healthz").startsWith("HTTP/1.1 200 "));
      app.run("INSERT INTO t VALUES(1)");
      waitFor(
          () -> get(daemon, "/metrics").contains("bakelite_durable_index{database=\"app\"} 3\n"));
      daemon.stopped(Reason.TERMINATE).ends(0);
    }
    assertEquals(
        "app: not protected: stopped (hint: start `bakelite daemon`; nothing protects it now)\n",
        check().ends(1).out());
  }

  @Test
  void aStoreThatBacksOffShowsEverywhere() throws Exception {
    configure("app");
    try (var app = application("app")) {
      var daemon = machine.start("daemon");
      waitFor(() -> check().status() == 0);
      Files.move(folder.resolve("backups"), folder.resolve("away"));
      app.run("INSERT INTO t VALUES(1)");
      shows(daemon, "app", "backing-off", "app: store trouble, keeping commits in the local spool");
      waitFor(() ->
          Pattern.compile("bakelite_errors_total\\{database=\"app\",.*kind=\"store_[a-z]+\"} [1-9]")
              .matcher(get(daemon, "/metrics"))
              .find());
      Files.move(folder.resolve("away"), folder.resolve("backups"));
      waitFor(() -> check().status() == 0);
      assertTrue(get(daemon, "/healthz").startsWith("HTTP/1.1 200 "));
      daemon.stopped(Reason.TERMINATE).ends(0);
    }
  }

  @Test
  void aDatabaseThatCannotBeReadShowsEverywhereAndTheOthersAreFine() throws Exception {
    configure("app", "broken");
    Files.write(folder.resolve("broken.db"), new byte[8192]);
    try (var _ = application("app")) {
      var daemon = machine.start("daemon");
      shows(daemon, "broken", "failed", "broken: not protected: ");
      waitFor(() -> get(daemon, "/metrics").contains("state=\"protecting\"} 1\n"));
      machine.call("check", "--db", "app").ends(0);
      assertTrue(
          get(daemon, "/metrics")
              .contains("bakelite_errors_total{database=\"broken\",destination=\"file://"));
      // What is not durable of one is told at the end.
      daemon.stopped(Reason.TERMINATE).ends(4);
    }
  }

  @Test
  void aReplicaThatIsFencedShowsEverywhere() throws Exception {
    configure("app", "other");
    try (var _ = application("app");
        var _ = application("other");
        var _ = application("owner")) {
      var owner =
          machine
              .with("STATE_DIRECTORY", folder.resolve("state-of-owner").toString())
              .withSeed(11)
              .start("replicate", "owner.db", "backups", "--db", "app");
      owner.says("app: protecting");
      var daemon = machine.start("daemon");
      shows(daemon, "app", "fenced", "app: not protected any more: ");
      daemon.stopped(Reason.TERMINATE);
      owner.stopped(Reason.TERMINATE).ends(0);
    }
  }

  @Test
  void howFarBehindAndHowLongAgoIsForTheCallerToSay() throws Exception {
    configure("app");
    try (var _ = application("app")) {
      var daemon = machine.start("daemon");
      waitFor(() -> check().status() == 0);
      var never = machine.call("check", "--max-verify-age", "1d").ends(1);
      assertEquals(
          "app: not proved: verify never looked, expected within 24 h (hint: `bakelite verify --deep"
              + " --db app` looks again and names what it finds)\n",
          never.out());
      machine.call("verify", "--db", "app").ends(0);
      machine.call("check", "--max-verify-age", "1d").ends(0);
      var later =
          machine.at(InstantSource.offset(machine.clock(), Duration.ofDays(2)), ZoneOffset.UTC);
      later.call("check").ends(0);
      var stale = later.call("check", "--max-verify-age", "1d").ends(1);
      assertTrue(stale.out().startsWith("app: not proved since "), stale.out());
      daemon.stopped(Reason.TERMINATE).ends(0);
    }
    Damage.flip(folder.resolve("backups/app/c"), 300);
    machine.call("verify", "--db", "app").ends(1);
    var bad = check().ends(1);
    assertTrue(
        bad.out().contains("app: the replica was not whole when verify looked at "), bad.out());
  }

  @Test
  void whatIsAskedForWronglyIsNamed() throws Exception {
    configure("app");
    machine
        .call("check", "--max-lag", "60")
        .fails(
            2,
            "cannot use --max-lag: expected a duration such as 250ms, 1s, 5m, 1h or 1d, found '60'",
            "a whole number and its unit: ms, s, m, h or d");
    machine.call("check", "--db", "nobody").fails(3);
    Files.writeString(
        folder.resolve("bakelite.yml"),
        "databases: [{path: %s/t/*.db, destinations: [{path: %s/backups}]}]"
            .formatted(folder, folder));
    Files.createDirectories(folder.resolve("t"));
    assertTrue(check().ends(1).out().startsWith("nothing is protected: "), "green for nothing");
  }

  @Test
  void aPortInUseEndsTheDaemonBeforeItTouchesAnything() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var _ = application("app")) {
      configure("app");
      var file = folder.resolve("bakelite.yml");
      Files.writeString(
          file, Files.readString(file).replace("127.0.0.1:0", "127.0.0.1:" + taken.getLocalPort()));
      var answer = machine.call("daemon").fails(2);
      assertTrue(
          answer
              .err()
              .startsWith(
                  "bakelite: cannot listen on 127.0.0.1:"
                      + taken.getLocalPort()
                      + ": expected an address of this machine that is free, found: "),
          answer.err());
      assertFalse(Files.exists(folder.resolve("backups")));
      var doctor = machine.call("doctor").ends(2);
      assertTrue(doctor.out().contains("failed   listen: "), doctor.out());
    }
    var good = machine.call("doctor").ends(0);
    assertTrue(good.out().contains("ok       listen: 127.0.0.1:"), good.out());
  }

  @Test
  void doctorTakesThePortOfTheDaemonThatRunsForNoTrouble() throws Exception {
    configure("app");
    try (var _ = application("app")) {
      var daemon = machine.start("daemon");
      waitFor(() -> check().status() == 0);
      var file = folder.resolve("bakelite.yml");
      Files.writeString(file, Files.readString(file).replace("127.0.0.1:0", address(daemon)));
      var doctor = machine.call("doctor").ends(0);
      assertTrue(doctor.out().contains("is in use, and a daemon runs"), doctor.out());
      daemon.stopped(Reason.TERMINATE).ends(0);
    }
  }

  @Test
  void noSecretIsInAnythingThatIsSeenFromOutside() throws Exception {
    var file = folder.resolve("bakelite.yml");
    Files.writeString(
        file,
        """
        listen: 127.0.0.1:0
        databases:
          - path: DIR/app.db
            destinations:
              - type: s3
                bucket: backups
                endpoint: http://127.0.0.1:1
                region: eu-west-1
                path_style: true
                access_key: AKIA${SECRET}
                secret_key: ${SECRET}
        """
            .replace("DIR", folder.toString()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    machine = machine.with("SECRET", SECRET);
    try (var _ = application("app")) {
      var daemon = machine.start("daemon");
      shows(daemon, "app", "backing-off", "app: store trouble");
      for (var seen :
          List.of(
              get(daemon, "/metrics"),
              get(daemon, "/healthz"),
              machine.call("status", "--json").out(),
              machine.call("check", "--json").out(),
              daemon.log())) {
        assertTrue(seen.contains("app"), seen);
        assertFalse(seen.contains(SECRET), seen);
      }
      daemon.stopped(Reason.TERMINATE);
    }
  }

  /// Within seconds: `status`, `check`, metrics, health, and exactly one line of the log.
  private void shows(Machine.Running daemon, String name, String state, String line)
      throws Exception {
    daemon.says(line);
    waitFor(() ->
        get(daemon, "/metrics")
            .contains(
                "bakelite_database_state{database=\"%s\",state=\"%s\"} 1\n"
                    .formatted(name, state)));
    assertTrue(
        get(daemon, "/metrics").contains("bakelite_database_stuck{database=\"" + name + "\"} 1\n"));
    var health = get(daemon, "/healthz");
    assertTrue(health.startsWith("HTTP/1.1 503 "), health);
    assertTrue(health.contains("\n" + name + ": " + state + ": "), health);
    waitFor(() -> machine.call("status").out().matches("(?s).*\n" + name + " +" + state + " .*"));
    waitFor(() -> check().out().contains(name + ": not protected: " + state + ", "));
    check().ends(1);
    assertEquals(
        1, daemon.log().lines().filter(each -> each.startsWith(line)).count(), daemon.log());
  }

  private Answer check() {
    return machine.call("check");
  }

  private void configure(String... names) throws IOException {
    var text =
        new StringBuilder(
            "listen: 127.0.0.1:0\ndefaults: {safety_poll: 200ms, debounce: 0}\ndatabases:\n");
    for (var name : names) {
      text.append("  - path: ").append(folder.resolve(name + ".db")).append('\n');
      text.append("    destinations: [{path: ").append(folder.resolve("backups")).append("}]\n");
    }
    Files.writeString(folder.resolve("bakelite.yml"), text);
  }

  private Application application(String name) throws IOException {
    var application = Application.start(folder.resolve(name + ".db"));
    application.run("PRAGMA journal_mode = WAL");
    application.run("CREATE TABLE t(a)");
    return application;
  }

  private static String address(Machine.Running daemon) {
    var said = ADDRESS.matcher(daemon.log());
    assertTrue(said.find(), daemon.log());
    return said.group(1) + ":" + said.group(2);
  }

  private static String get(Machine.Running daemon, String path) {
    var at = address(daemon).split(":", -1);
    try (var socket = new Socket(at[0], Integer.parseInt(at[1]))) {
      socket.setSoTimeout(30_000);
      var request = "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static void waitFor(BooleanSupplier condition) throws InterruptedException {
    var deadline = Instant.now().plusSeconds(30);
    while (!condition.getAsBoolean()) {
      assertTrue(Instant.now().isBefore(deadline), "never happened");
      Thread.sleep(20);
    }
  }
}
