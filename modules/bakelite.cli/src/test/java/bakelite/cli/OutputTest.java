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
        answer.err().matches("restoring commit 8 of .* UTC, the newest not after .* UTC\n"),
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
  void aReaderThatWentAwayIsNoSuccess() throws Exception {
    var err = new ByteArrayOutputStream();
    var closed =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    for (var line : new String[] {"list backups", "list backups --json", "help", "version"}) {
      err.reset();
      assertEquals(9, call(closed, err, line.split(" ")), line);
      assertTrue(err.toString(StandardCharsets.UTF_8).contains("cannot write the result"), line);
    }
    assertEquals(9, call(closed, err, "restore", "backups", "--output", "out.db"));
    assertTrue(Files.exists(folder.resolve("out.db")));
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
