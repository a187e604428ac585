package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The first start of a container: a restore where there may be a database already, and where there
/// may be no replica yet.
class FirstStartTest {
  @TempDir Path folder;
  private Machine machine;
  private Path output;

  @BeforeEach
  void start() throws Exception {
    machine = Sample.in(folder);
    output = folder.resolve("app.db");
  }

  @Test
  void aDatabaseThatIsThereIsLeftAloneAndTheStoreIsNotAsked() throws Exception {
    Files.writeString(output, "mine");
    // A place that cannot even be opened.
    var words = new String[] {"restore", "file", "-o", "app.db", "--if-missing"};
    Files.writeString(folder.resolve("file"), "no place");
    var answer = machine.call(words).ends(0);
    assertEquals("nothing restored: " + output + " is there already\n", answer.out());
    assertEquals("", answer.err());
    assertEquals("mine", Files.readString(output));
  }

  @Test
  void aDatabaseThatIsMissingIsRestored() {
    machine.call("restore", "backups", "-o", "app.db", "--if-missing", "--if-replica").ends(0);
    assertTrue(Files.exists(output));
  }

  @Test
  void noReplicaYetIsFine() {
    var answer = machine.call("restore", "empty", "-o", "app.db", "--if-replica").ends(0);
    assertEquals(
        "nothing restored: cannot find a replica in file://"
            + folder.resolve("empty")
            + ": expected one, found none\n",
        answer.out());
    assertFalse(Files.exists(output));
    machine.call("restore", "backups", "--db=other", "-o", "app.db", "--if-replica").ends(0);
    assertFalse(Files.exists(output));
  }

  @Test
  void theDocumentSaysWhyNothingWasRestored() throws Exception {
    assertEquals(
        Map.of("output", output.toString(), "restored", false, "reason", "no replica"),
        machine.call("restore", "x", "-o", "app.db", "--if-replica", "--json").ends(0).json());
    Files.writeString(output, "mine");
    assertEquals(
        Map.of("output", output.toString(), "restored", false, "reason", "output exists"),
        machine.call("restore", "x", "-o", "app.db", "--if-missing", "--json").ends(0).json());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3 restore backups -o app.db --if-replica --index 99",
        "3 restore backups -o app.db --if-replica --at 2001-01-01",
        "3 restore backups -o app.db --if-replica --db=No",
        "4 restore file -o app.db --if-replica",
        "2 restore backups -o folder --if-missing",
        "2 restore backups -o app.db --if-missing --force",
        "3 restore empty -o app.db --if-missing"
      })
  void whatElseIsWrongStaysWrong(String line) throws Exception {
    Files.writeString(folder.resolve("file"), "no place");
    Files.createDirectory(folder.resolve("folder"));
    machine.call(line.substring(2).split(" ")).fails(line.charAt(0) - '0');
    assertFalse(Files.exists(output));
  }

  @Test
  void aReplicaThatLostObjectsIsNotTakenForNone() throws Exception {
    Sample.delete(folder.resolve("backups/app/id"));
    machine.call("restore", "backups", "-o", "app.db", "--if-replica").fails(10);
  }
}
