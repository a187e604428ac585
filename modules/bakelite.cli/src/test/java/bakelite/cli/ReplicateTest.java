package bakelite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.cli.command.StopRequest.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `replicate`: names and places, and the exit codes that it ends with.
class ReplicateTest {
  /// Some three megabytes that do not compress.
  private static final String ROWS =
      "INSERT INTO t WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
          + " SELECT randomblob(3000) FROM n";

  @TempDir Path folder;
  private Machine machine;

  @BeforeEach
  void start() {
    machine = Machine.in(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "app.db,                  app",
    "app,                     app",
    "My Data.sqlite3,         _4dy_20_44ata",
    "a.b.db,                  a.b",
    "id.db,                   id",
    "c.db,                    c"
  })
  void theReplicaIsNamedAfterTheFile(String file, String name) throws Exception {
    application(file).close();
    protect(file, "dest").stopped(Reason.TERMINATE).ends(0);
    assertTrue(Files.exists(folder.resolve("dest").resolve(name).resolve("id")));
    machine.call("list", "dest", "--db", name).ends(0);
    assertTrue(machine.call("verify", "dest", "--deep").ends(0).out().startsWith(name + ": whole"));
  }

  @Test
  void pathsStartInTheFolderOfTheCaller() throws Exception {
    Files.createDirectory(folder.resolve("sub"));
    application("sub/app.db").close();
    protect("sub/../sub/app.db", "./sub/dest", "--db", "other").stopped(Reason.INTERRUPT).ends(0);
    assertTrue(Files.exists(folder.resolve("sub/dest/other/id")));
    machine.call("restore", "sub/dest", "--output", "sub/back.db").ends(0);
    assertTrue(Files.exists(folder.resolve("sub/back.db")));
    machine.call("list", "file://" + folder.resolve("sub/dest")).ends(0);
  }

  @Test
  void everyPairOfDatabaseAndDestinationHasAStateFolderOfItsOwn() throws Exception {
    Files.createDirectory(folder.resolve("sub"));
    for (var file : List.of("app.db", "sub/app.db")) {
      application(file).close();
      protect(file, file + "-backups").stopped(Reason.TERMINATE).ends(0);
    }
    try (var folders = Files.list(folder.resolve("state"))) {
      var names =
          folders.filter(Files::isDirectory).map(path -> path.getFileName().toString()).toList();
      assertEquals(2, names.size(), names::toString);
      names.forEach(name -> assertTrue(name.matches("app-[0-9a-f]{8}"), name));
    }
  }

  @Test
  void theLogIsSilentUnlessAskedForMore() throws Exception {
    application("app.db").close();
    var plain = protect("app.db", "dest").stopped(Reason.TERMINATE).ends(0);
    assertEquals("", plain.out());
    plain.err().lines().forEach(line -> assertTrue(line.startsWith("app: "), line));
    assertFalse(plain.err().contains("stored commits"), plain.err());
    application("more.db").close();
    var verbose = protect("more.db", "dest", "--verbose").stopped(Reason.TERMINATE).ends(0);
    assertTrue(verbose.err().contains("more: stored commits 1 to "), verbose.err());
  }

  @ParameterizedTest
  @CsvSource({"missing.db", "text", "empty-folder", "rollback.db"})
  void whatCannotBeProtectedIsAMatterOfTheDatabase(String what) throws Exception {
    Files.writeString(folder.resolve("text"), "x");
    Files.createDirectory(folder.resolve("empty-folder"));
    try (var application = Application.start(folder.resolve("rollback.db"))) {
      application.run("CREATE TABLE t(a)");
    }
    machine.call("replicate", what, "dest").fails(5);
    assertFalse(Files.exists(folder.resolve("dest")));
  }

  @Test
  void aDatabaseThatStaysLockedIsNotCalledDurable() throws Exception {
    try (var application = application("app.db")) {
      application.run("PRAGMA locking_mode = EXCLUSIVE");
      application.run("INSERT INTO t VALUES(1)");
      var running = machine.start("replicate", "app.db", "dest").says("app: waiting: ");
      var answer = running.stopped(Reason.TERMINATE).ends(5);
      assertTrue(answer.err().contains("\nbakelite: cannot attach "), answer.err());
    }
  }

  @Test
  void aStoreThatIsAwayTillTheEndIsNotCalledDurable() throws Exception {
    application("app.db").close();
    protect("app.db", "dest").stopped(Reason.TERMINATE).ends(0);
    Files.move(folder.resolve("dest"), folder.resolve("unmounted"));
    Files.createDirectory(folder.resolve("dest"));
    replaceByItsCopy();
    var running = machine.start("replicate", "app.db", "dest").says("app: store trouble");
    var answer = running.stopped(Reason.TERMINATE).ends(4);
    assertTrue(answer.err().contains("\nbakelite: cannot end with everything in "), answer.err());
  }

  @Test
  void anotherWritersReplicaIsLeftAloneUntilItIsTakenOver() throws Exception {
    Sample.unreleasedIn(folder);
    application("app.db").close();
    var answer = machine.call("replicate", "app.db", "backups").fails(7);
    assertTrue(
        answer.err().contains("expected to be its only writer, found process "), answer.err());
    assertTrue(answer.err().contains("--take-over"), answer.err());
  }

  @Test
  void takingOverGoesOnAfterTheOtherWritersLastCommit() throws Exception {
    Sample.unreleasedIn(folder);
    application("app.db").close();
    protect("app.db", "backups", "--take-over").stopped(Reason.TERMINATE).ends(0);
    machine.call("verify", "backups", "--deep").ends(0);
    machine.call("restore", "backups", "--output", "old.db", "--index", "3").ends(0);
  }

  @Test
  void withoutItsLocalStateATakeOverShipsOnlyWhatDiffers() throws Exception {
    Machine.Running first;
    try (var application = application("app.db")) {
      application.run(ROWS);
      first = protect("app.db", "backups");
      application.run("UPDATE t SET a = randomblob(3000) WHERE rowid = 77");
    }
    first.stopped(Reason.TERMINATE).ends(0);
    machine.call("restore", "backups", "--output", "before.db").ends(0);
    int commits = commits().size();
    long bytes = bytes();

    Sample.delete(folder.resolve("state"));
    replaceByItsCopy();
    try (var application = Application.start(folder.resolve("app.db"))) {
      application.run("UPDATE t SET a = randomblob(3000) WHERE rowid IN (3, 500)");
      var second = protect("app.db", "backups", "--take-over");
      var log = second.stopped(Reason.TERMINATE).ends(0).err();
      assertTrue(log.contains("took over from index "), log);
      assertTrue(log.matches("(?s).*; [2-6] of [\\d,]+ pages differed and were shipped.*"), log);
      assertTrue(bytes() - bytes < 40_000, () -> "shipped too much: " + log);
      assertEquals(commits + 1, commits().size());
      application.run("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    machine.call("restore", "backups", "--output", "after.db").ends(0);
    assertEquals(
        -1, Files.mismatch(folder.resolve("app.db"), folder.resolve("after.db")), "the newest");
    var last = commits().get(commits().size() - 2);
    machine.call("restore", "backups", "--output", "old.db", "--index", last).ends(0);
    assertEquals(
        -1, Files.mismatch(folder.resolve("before.db"), folder.resolve("old.db")), "the older");
    machine.call("verify", "backups", "--deep").ends(0);
  }

  /// The same process cannot hold one file twice: it is another file of the same name afterwards.
  private void replaceByItsCopy() throws Exception {
    Files.copy(folder.resolve("app.db"), folder.resolve("copy"));
    Files.move(
        folder.resolve("copy"), folder.resolve("app.db"), StandardCopyOption.REPLACE_EXISTING);
  }

  /// The indexes of all restore points.
  private List<String> commits() {
    var list =
        (List<?>) machine.call("list", "backups", "--commits", "--json").json().get("commits");
    return list.stream().map(each -> String.valueOf(((Map<?, ?>) each).get("index"))).toList();
  }

  private long bytes() throws Exception {
    try (var files = Files.walk(folder.resolve("backups"))) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  @Test
  void aStateFolderThatIsNoneIsAMatterOfTheLocalDisk() throws Exception {
    application("app.db").close();
    Files.writeString(folder.resolve("state"), "in the way");
    machine.call("replicate", "app.db", "dest").fails(9);
  }

  @Test
  void aNewerOrDamagedReplicaIsNotWrittenTo() throws Exception {
    Sample.unreleasedIn(folder);
    application("app.db").close();
    Damage.makeNewer(Damage.last(folder.resolve("backups/app/c")));
    machine.call("replicate", "app.db", "backups").fails(6);
  }

  private Application application(String file) throws Exception {
    var application = Application.start(folder.resolve(file));
    application.run("PRAGMA journal_mode = WAL");
    application.run("CREATE TABLE t(a)");
    return application;
  }

  private Machine.Running protect(String... arguments) throws InterruptedException {
    var all = new ArrayList<>(List.of(arguments));
    all.addFirst("replicate");
    return machine.start(all.toArray(new String[0])).says(": protecting");
  }
}
