package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.cli.command.StopRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where what goes: results on standard output, the rest on standard error, and nothing that moves
/// where nobody looks.
class OutputTest {
  private static final String ESCAPE = "\u001b";

  @TempDir Path folder;
  private Machine machine;

  @BeforeEach
  void start() throws Exception {
    machine = Sample.in(folder);
  }

  @Test
  void aRestoreSaysOnStandardErrorWhatItChoseAndOnStandardOutputWhatItMade() {
    var answer = machine.call("restore", "backups", "--output", "out.db").ends(0);
    assertTrue(answer.err().matches("restoring commit 8 of [0-9-]+ [0-9:.]+ UTC\n"), answer.err());
    assertTrue(answer.out().startsWith("restored " + folder.resolve("out.db") + ": commit 8 of "));
    assertTrue(answer.out().endsWith(" proved; SQLite's full check found no fault\n"));
  }

  @Test
  void aTimeIsEchoedInUtcWithTheCommitThatItChose() {
    var answer =
        machine
            .at(InstantSource.system(), ZoneId.of("Asia/Tokyo"))
            .call("restore", "backups", "--output", "out.db", "--at", "0s ago")
            .ends(0);
    assertTrue(
        answer
            .err()
            .matches(
                "restoring commit 8 of .* UTC, the newest that there is: nothing was kept between it"
                    + " and .* UTC\n"),
        answer.err());
    var moments =
        machine.call("list", "backups", "--commits", "--json").json().get("commits").toString();
    var before = java.util.regex.Pattern.compile("index=7, at=([^,]+),").matcher(moments);
    assertTrue(before.find(), moments);
    answer = machine.call("restore", "backups", "-o", "7.db", "--at", before.group(1)).ends(0);
    assertTrue(
        answer.err().matches("restoring commit \\d of .* UTC, the newest not after .* UTC\n"),
        answer.err());
  }

  @Test
  void theIndexOfAClaimSaysThatTheCommitBeforeItIsMeant() {
    var answer = machine.call("restore", "backups", "--output", "out.db", "--index", "9").ends(0);
    assertTrue(
        answer
            .err()
            .startsWith(
                "index 9 holds no commit of the application; the one before it is meant\n"
                    + "restoring commit 8 of "),
        answer.err());
  }

  @Test
  void aVerificationThatChoosesACommitWithoutRestoringItSaysSo() {
    var answer = machine.call("verify", "backups", "--index", "3").ends(0);
    assertTrue(answer.err().contains("only --deep restores"), answer.err());
    assertEquals("", machine.call("verify", "backups", "--index", "3", "--deep").ends(0).err());
  }

  @Test
  void quietLeavesTheResultAlone() {
    var answer = machine.call("--quiet", "restore", "backups", "--output", "out.db").ends(0);
    assertEquals("", answer.err());
    assertFalse(answer.out().isEmpty());
  }

  @Test
  void aTerminalSeesALineThatMovesAndIsTakenAway() {
    var seen = hurried(machine.withTerminal()).call("restore", "backups", "-o", "out.db").ends(0);
    assertTrue(seen.err().contains("\r" + ESCAPE + "[Krestoring: "), seen.err());
    assertTrue(seen.err().contains(" of 32.0 KiB (100 %)"), seen.err());
    assertTrue(seen.err().endsWith("\r" + ESCAPE + "[K"), seen.err());
    assertFalse(seen.out().contains(ESCAPE), seen.out());
  }

  @Test
  void whatIsNoTerminalSeesPlainLines() {
    var seen = hurried(machine).call("restore", "backups", "-o", "out.db").ends(0);
    assertTrue(seen.err().contains("\nrestoring: "), seen.err());
    assertFalse(seen.err().contains(ESCAPE), seen.err());
  }

  @Test
  void progressIsShownWhenItIsAskedForAndNeverOtherwise() {
    for (var never : new String[] {"--progress=never", "--quiet", "--json"}) {
      var output = never.replace("=", "") + ".db";
      var seen = hurried(machine.withTerminal()).call("restore", "backups", "-o", output, never);
      assertFalse(seen.ends(0).err().contains("restoring: "), seen.err());
    }
    var always = hurried(machine).call("restore", "backups", "-o", "a.db", "--progress", "always");
    assertTrue(always.ends(0).err().contains(ESCAPE + "[Krestoring: "), always.err());
  }

  @Test
  void aResultThatCannotBeWrittenIsNoSuccess() throws Exception {
    var err = new ByteArrayOutputStream();
    var full = new ReaderMayLeave(refusing("No space left on device"), false);
    for (var line : new String[] {"list backups", "list backups --json", "help", "version"}) {
      err.reset();
      assertEquals(9, call(full, err, line.split(" ")), line);
      assertTrue(err.toString(StandardCharsets.UTF_8).contains("cannot write the result"), line);
    }
    assertEquals(9, call(full, err, "restore", "backups", "--output", "out.db"));
    assertTrue(Files.exists(folder.resolve("out.db")));
    // A pipe that is only slow has a reader.
    var slow = new ReaderMayLeave(refusing("Resource temporarily unavailable"), true);
    assertEquals(9, call(slow, err, "version"));
  }

  @Test
  void aReaderThatHasReadEnoughIsNoTrouble() throws Exception {
    var reader = new ProcessBuilder("sh", "-c", "exec 0<&-; echo closed; exec tail -f /dev/null");
    var left = reader.start();
    try (var pipe = left.getOutputStream()) {
      assertEquals("closed", left.inputReader().readLine());
      for (var line : new String[] {"list backups --commits", "verify backups --json", "help"}) {
        var err = new ByteArrayOutputStream();
        assertEquals(0, call(new ReaderMayLeave(pipe, false), err, line.split(" ")), line);
        assertEquals("", err.toString(StandardCharsets.UTF_8), line);
      }
    } catch (IOException closing) {
      // What was buffered for the reader goes nowhere.
      assertEquals("Broken pipe", closing.getMessage());
    } finally {
      left.destroyForcibly().waitFor();
    }
    var german = new ReaderMayLeave(refusing("Daten\u00fcbergabe unterbrochen"), true);
    assertEquals(0, call(german, new ByteArrayOutputStream(), "version"));
  }

  @Test
  void aVerdictIsNotLostWithTheReader() throws Exception {
    Damage.flip(folder.resolve("backups/app/c"), 300);
    var gone = new ReaderMayLeave(refusing("Broken pipe"), true);
    assertEquals(1, call(gone, new ByteArrayOutputStream(), "verify", "backups"));
  }

  private static OutputStream refusing(String words) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw new IOException(words);
      }
    };
  }

  private int call(OutputStream out, OutputStream err, String... words) {
    var surroundings =
        machine.surroundings(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new StopRequest());
    return Cli.run(words, surroundings).status();
  }

  /// A machine whose clock moves by a minute at every look, so that everything is long.
  private static Machine hurried(Machine machine) {
    var now = new Instant[] {Instant.parse("2030-01-01T00:00:00Z")};
    return machine.at(() -> now[0] = now[0].plus(Duration.ofMinutes(1)), ZoneOffset.UTC);
  }
}
