package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Signals, as a keyboard and a service manager send them to the linked daemon.
class SignalTest {
  private static final int ROWS = 200;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void aStoppedDaemonEndsWithZeroWhenTheRestIsUploaded(String signal) throws Exception {
    var image = Image.in(folder);
    try (var database = LiveDatabase.at(folder.resolve("app.db"))) {
      var daemon = image.start(": protecting", "replicate", "app.db", "backups");
      database.commit(ROWS);
      Image.signal(signal, daemon);
      assertTrue(daemon.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, daemon.exitValue(), image.log());
    }
    image.call("restore", "backups", "--output", "restored.db").ends(0);
    try (var restored = LiveDatabase.at(folder.resolve("restored.db"))) {
      assertEquals(ROWS, restored.rows());
    }
  }

  /// A terminal's Ctrl-C reaches a whole group, and what started us often passes it on as well.
  @Test
  void theSameSignalTwiceAtOnceStillUploadsTheRest() throws Exception {
    var image = Image.in(folder);
    try (var database = LiveDatabase.at(folder.resolve("app.db"))) {
      var daemon = image.start(": protecting", "replicate", "app.db", "backups");
      database.commit(ROWS);
      Image.signal("INT", daemon);
      Image.signal("INT", daemon);
      assertTrue(daemon.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, daemon.exitValue(), image.log());
    }
    image.call("verify", "backups", "--deep").ends(0);
  }

  @Test
  void aSecondDaemonLeavesTheFirstAlone() throws Exception {
    var image = Image.in(folder);
    try (var database = LiveDatabase.at(folder.resolve("app.db"))) {
      var daemon = image.start(": protecting", "replicate", "app.db", "backups");
      var second = image.call("replicate", "app.db", "backups").ends(9);
      assertTrue(second.err().startsWith("bakelite: cannot use the state folder "), second.err());
      var elsewhere = image.with("STATE_DIRECTORY", folder.resolve("other").toString());
      var other = elsewhere.call("replicate", "app.db", "backups").ends(7);
      assertTrue(other.err().contains("found process " + daemon.pid() + " on "), other.err());
      database.commit(3);
      Image.signal("TERM", daemon);
      assertEquals(0, daemon.waitFor(), image.log());
    }
    image.call("verify", "backups", "--deep").ends(0);
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  void whatDoesNotEndItselfEndsWithTheSignalsCode(String signal, int code) throws Exception {
    var image = Image.in(folder);
    var demo = image.start("protected after", "demo", "--seconds", "60");
    Image.signal(signal, demo);
    assertTrue(demo.waitFor(60, TimeUnit.SECONDS));
    assertEquals(code, demo.exitValue(), image.log());
    assertTrue(image.log().contains("stopped by SIG" + signal), image.log());
  }

  @Test
  void aStartInTheBackgroundOfAScriptIsStoppedAsWell() throws Exception {
    var launcher = Image.home().resolve("bin/bakelite");
    var script =
        launcher
            + " replicate app.db backups & pid=$!\n"
            + "while ! test -e go; do sleep 0.05; done\nkill -TERM $pid; wait $pid";
    var shell = Image.in(folder).startedAs("/bin/sh");
    try (var database = LiveDatabase.at(folder.resolve("app.db"))) {
      var process = shell.start(": protecting", "-c", script);
      database.commit(3);
      Files.createFile(folder.resolve("go"));
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, process.exitValue(), shell.log());
    }
    Image.in(folder).call("verify", "backups", "--deep").ends(0);
  }
}
