package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.cli.command.Command;
import bakelite.cli.command.Ending;
import bakelite.cli.command.Invocation;
import bakelite.cli.command.StopRequest;
import bakelite.cli.command.StopRequest.Reason;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;

/// Each exit code of a verb that reads, by a situation that leads to it. Those of `replicate` are
/// in [ReplicateTest]; 8 waits for encryption.
class ExitCodesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"verify backups", "verify backups --deep"})
  void aDamagedReplicaIsNotProved(String line) throws Exception {
    var machine = Sample.in(folder);
    var object = Damage.flip(folder.resolve("backups/app/c"), 300);
    var answer = machine.call(line.split(" ")).ends(1);
    assertTrue(answer.out().startsWith("cannot read app/c/" + object.getFileName() + " at byte "));
    assertTrue(answer.out().contains(": NOT whole, 1 problem"), answer.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.db", "out.db-wal", "out.db-shm", "out.db-journal"})
  void whatIsThereAlreadyIsNeverTouched(String there) throws Exception {
    var machine = Sample.in(folder);
    Files.writeString(folder.resolve(there), "mine");
    machine.call("restore", "backups", "--output", "out.db").fails(2);
    assertEquals("mine", Files.readString(folder.resolve(there)));
    assertEquals(there.equals("out.db"), Files.exists(folder.resolve("out.db")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list empty",
        "list backups --db other",
        "verify empty",
        "restore empty --output out.db",
        "restore backups --output out.db --index 99",
        "restore backups --output out.db --at 2001-01-01",
        "verify backups --deep --index 99"
      })
  void whatIsNotThereIsNotFound(String line) throws Exception {
    Files.createDirectory(folder.resolve("empty"));
    Sample.in(folder).call(line.split(" ")).fails(3);
    assertTrue(Files.notExists(folder.resolve("out.db")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2999-01-01", "2999-01-01T00:00:00Z"})
  void aTimeInTheFutureIsAMistake(String time) throws Exception {
    var answer = Sample.in(folder).call("restore", "backups", "-o", "out.db", "--at", time);
    assertTrue(answer.fails(2).err().contains("found one in the future"), answer.err());
  }

  @Test
  void anIndexThatIsNotThereNamesBothNeighbours() throws Exception {
    var machine = Sample.in(folder);
    var first = machine.call("restore", "backups", "-o", "x", "--index", "1").fails(3).err();
    assertTrue(first.contains("found nothing before and commit 2 of 20"), first);
    var last = machine.call("restore", "backups", "-o", "x", "--index", "4711").fails(3).err();
    assertTrue(last.contains("cannot restore commit 4,711: expected a restore point"), last);
    assertTrue(last.contains(" and nothing after"), last);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"list file", "list s3://bucket/x", "list s3:bucket", "list file://elsewhere/x"})
  void aStoreThatCannotBeOpenedIsAMatterOfStorage(String line) throws Exception {
    Files.writeString(folder.resolve("file"), "x");
    Machine.in(folder).call(line.split(" ")).fails(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list backups", "verify backups", "restore backups --output out.db"})
  void aReplicaOfANewerVersionIsNotGuessedAt(String line) throws Exception {
    var machine = Sample.in(folder);
    Damage.makeNewer(folder.resolve("backups/app/id"));
    machine.call(line.split(" ")).fails(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"restore backups --output /proc/out.db", "verify backups --deep --temp-dir file"})
  void aPlaceThatCannotBeWrittenIsAMatterOfTheLocalDisk(String line) throws Exception {
    Files.writeString(folder.resolve("file"), "x");
    Sample.in(folder).call((line + " --quiet").split(" ")).fails(9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"list backups", "restore backups --output out.db"})
  void anAlteredObjectIsNamed(String line) throws Exception {
    var machine = Sample.in(folder);
    var object = Damage.last(folder.resolve("backups/app/c"));
    Damage.flip(object.getParent(), (int) Files.size(object) - 1);
    var answer = machine.call(line.split(" ")).fails(10);
    assertTrue(answer.err().contains("app/c/" + object.getFileName()), answer.err());
    assertTrue(Files.notExists(folder.resolve("out.db")));
  }

  @Test
  void anObjectThatIsMissingIsNamed() throws Exception {
    var machine = Sample.in(folder);
    var missing = Damage.lastButOne(folder.resolve("backups/app/c"));
    Files.delete(missing);
    var answer = machine.call("restore", "backups", "--output", "out.db").fails(10);
    assertTrue(answer.err().contains("app/c/" + missing.getFileName()), answer.err());
    machine.call("verify", "backups").ends(1);
  }

  @Test
  void aDefectOfOursSaysWhatToReport() {
    var answer = defective("--quiet").ends(70);
    assertTrue(
        answer
            .err()
            .startsWith(
                "bakelite: cannot run broken: a defect of bakelite,"
                    + " java.lang.IllegalStateException: oh\nhint: please report it,"),
        answer.err());
    assertTrue(answer.err().contains("\tat bakelite.cli"), answer.err());
    var error = (Map<?, ?>) Json.document(defective("--json").ends(70).err()).get("error");
    assertEquals("{\"code\",\"name\",\"message\",\"hint\",\"trace\"}", Json.shape(error));
    assertEquals("internal error", error.get("name"));
  }

  private Answer defective(String option) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var surroundings =
        Machine.in(folder)
            .surroundings(new PrintStream(out), new PrintStream(err), new StopRequest());
    int status = new Cli(List.of(new Broken()), surroundings).run("broken", option).status();
    return new Answer(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @EnumSource
  void aStopInTheMiddleLeavesNothingBehind(Reason reason) throws Exception {
    var machine = Sample.in(folder);
    for (var line : List.of("restore backups --output out.db", "verify backups --deep")) {
      var stop = new StopRequest();
      stop.request(reason);
      var answer = machine.call(stop, (line + " --quiet").split(" "));
      answer.fails(reason == Reason.INTERRUPT ? 130 : 143);
      assertTrue(answer.err().contains("stopped by SIG"), answer.err());
    }
    assertFalse(Files.exists(folder.resolve("out.db")));
    assertFalse(Files.exists(folder.resolve(".out.db.restoring")));
  }

  private static final class Broken implements Command {
    @Override
    public CommandSpec spec() {
      return CommandSpec.create().name("broken");
    }

    @Override
    public Section section() {
      return Section.PROGRAM;
    }

    @Override
    public Ending run(Invocation invocation) {
      throw new IllegalStateException("oh");
    }
  }
}
