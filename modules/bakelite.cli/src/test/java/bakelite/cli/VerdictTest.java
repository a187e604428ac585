package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.cli.command.StopRequest.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `verify` said last is what `status` says of it.
class VerdictTest {
  @TempDir private Path folder;
  private Machine machine;

  @BeforeEach
  void protectOnce() throws Exception {
    machine = Machine.in(folder).with("BAKELITE_CONFIG", folder.resolve("bakelite.yml").toString());
    configure("backups");
    try (var application = Application.start(folder.resolve("app.db"))) {
      application.run("PRAGMA journal_mode = WAL");
      application.run("CREATE TABLE t(a)");
      application.run("INSERT INTO t VALUES(1)");
    }
    machine.call("daemon", "--once").ends(0);
  }

  private void configure(String destination) throws Exception {
    Files.writeString(
        folder.resolve("bakelite.yml"),
        "databases: [{path: %s, destinations: [{path: %s}]}]"
            .formatted(folder.resolve("app.db"), folder.resolve(destination)));
  }

  @Test
  void whatWasProvedIsSaidWithItsTimeAndCommit() throws Exception {
    assertEquals("null", lastVerify());
    machine.call("verify").ends(0);
    assertSays(false, true);
    machine.call("verify", "--db", "app", "--deep").ends(0);
    assertSays(true, true);
    assertTrue(machine.call("status").ends(0).out().matches("(?s).*\\d\\d:\\d\\d.* UTC.*"));
  }

  @Test
  void whatWasNotProvedIsSaidToo() throws Exception {
    machine.call("verify").ends(0);
    Damage.flip(folder.resolve("backups/app/c"), 300);
    machine.call("verify").ends(1);
    assertSays(false, false);
    assertTrue(machine.call("status").ends(0).out().contains("NOT whole"));
  }

  @Test
  void besideADaemonThatRunsItIsSaidAsWell() throws Exception {
    // The same process cannot hold one file twice.
    Files.copy(folder.resolve("app.db"), folder.resolve("copy"));
    Files.move(
        folder.resolve("copy"), folder.resolve("app.db"), StandardCopyOption.REPLACE_EXISTING);
    var daemon = machine.start("daemon").says(": protecting");
    machine.call("verify").ends(0);
    assertSays(false, true);
    daemon.stopped(Reason.TERMINATE).ends(0);
    assertSays(false, true);
  }

  @Test
  void aVerdictAboutASourceIsNobodysToKeep() throws Exception {
    machine.call("verify", "backups").ends(0);
    assertEquals("null", lastVerify());
  }

  @Test
  void aVerdictAboutAnotherDestinationIsNotThisOnes() throws Exception {
    machine.call("verify").ends(0);
    configure("elsewhere");
    assertEquals("null", lastVerify());
  }

  @Test
  void aVerdictThatCannotBeKeptHoldsAllTheSame() throws Exception {
    var status = folder.resolve("state/status");
    Files.writeString(status.resolve("verified"), "in the way");
    var answer = machine.call("verify").ends(0);
    assertTrue(answer.out().startsWith("app: whole"), answer.out());
    assertTrue(answer.err().contains("warning: cannot keep the verdict"), answer.err());
    Damage.flip(folder.resolve("backups/app/c"), 300);
    machine.call("verify").ends(1);
  }

  @Test
  void nothingIsWrittenIntoTheReplica() throws Exception {
    long before = files();
    machine.call("verify").ends(0);
    assertEquals(before, files());
    assertFalse(Files.exists(folder.resolve("state/status/verified/.app.part")));
  }

  private long files() throws Exception {
    try (var all = Files.walk(folder.resolve("backups"))) {
      return all.count();
    }
  }

  private String lastVerify() throws Exception {
    return String.valueOf(database().get("last_verify"));
  }

  private void assertSays(boolean deep, boolean ok) throws Exception {
    var said = (Map<?, ?>) database().get("last_verify");
    assertEquals(deep, said.get("deep"));
    assertEquals(ok, said.get("ok"));
    assertTrue(String.valueOf(said.get("at")).endsWith("Z"), said::toString);
    assertTrue(said.containsKey("index"), said::toString);
  }

  private Map<?, ?> database() throws Exception {
    var status = (Map<?, ?>) machine.call("status", "--json").ends(0).json();
    return (Map<?, ?>) ((List<?>) status.get("databases")).getFirst();
  }
}
