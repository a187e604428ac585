package bakelite.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import bakelite.format.CommitRecord;
import bakelite.replica.Replica;
import bakelite.replica.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a restore puts its file, and what it leaves where it does not.
class OutputTest {
  private static final Specimen SMALL = Restoring.small();
  private static final byte[] WANTED = SMALL.chronicle().last().file();

  @TempDir Path folder;
  private Path output;
  private Replica replica;

  @BeforeEach
  void fill() throws Exception {
    output = folder.resolve("app.db");
    replica = SMALL.inMemory();
  }

  @Test
  void aFileThatIsThereIsNeverTouched() throws Exception {
    Files.writeString(output, "precious");
    var refused = refused();
    assertEquals(
        "cannot restore to " + output + ": expected no file of this name, found one",
        refused.getMessage());
    assertEquals(
        "name another file, or replace this one with --force once nobody uses it", refused.hint());
    assertEquals("precious", Files.readString(output));
    Restoring.assertHolds(folder, "app.db");
  }

  @Test
  void aFolderIsNoOutput() throws Exception {
    Files.createDirectory(output);
    assertTrue(refused().getMessage().endsWith("found a folder"));
    Restoring.assertHolds(output);
  }

  @Test
  void aLinkThatLeadsNowhereIsInTheWayToo() throws Exception {
    Files.createSymbolicLink(output, folder.resolve("elsewhere.db"));
    refused();
    Restoring.assertHolds(folder, "app.db");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-wal", "-shm", "-journal"})
  void whatSqliteWouldTakeForAPartOfItIsInTheWay(String ending) throws Exception {
    var companion = folder.resolve("app.db" + ending);
    Files.writeString(companion, "of another database");
    var refused = refused();
    assertTrue(refused.getMessage().endsWith("found " + companion), refused.getMessage());
    assertTrue(refused.hint().contains("move it away"), refused.hint());
    Restoring.assertHolds(folder, "app.db" + ending);
  }

  @Test
  void aMissingFolderIsNamedAndNotMade() throws Exception {
    output = folder.resolve("no/such/app.db");
    assertEquals("create " + folder.resolve("no/such") + " first", refused().hint());
    Restoring.assertHolds(folder);
  }

  @Test
  void aFileIsNoFolderToPutItIn() throws Exception {
    Files.writeString(folder.resolve("file"), "");
    output = folder.resolve("file/app.db");
    refused();
    Restoring.assertHolds(folder, "file");
  }

  @Test
  void aFolderThatMayNotBeWrittenIsTheDisksFault() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
    try {
      assumeFalse(Files.isWritable(folder), "root writes everywhere");
      assertThrows(IOException.class, this::restore);
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    Restoring.assertHolds(folder);
  }

  @Test
  void whatAKilledRestoreLeftIsReplaced() throws Exception {
    Files.write(folder.resolve(".app.db.restoring"), new byte[100_000]);
    restore();
    assertExact();
  }

  @Test
  void onlyItsOwnerMayReadIt() throws Exception {
    restore();
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(output)));
  }

  @Test
  void theCheckSeesAllOfItBeforeItIsInPlace() throws Exception {
    var seen = new ArrayList<byte[]>();
    restore(file -> {
      seen.add(Files.readAllBytes(file));
      assertFalse(Files.exists(output));
      return new DatabaseCheck.Verdict.Passed();
    });
    assertEquals(1, seen.size());
    assertArrayEquals(WANTED, seen.getFirst());
    assertExact();
  }

  @Test
  void whatTheCheckFindsIsSaidAndNothingIsPutInPlace() throws Exception {
    var refused =
        assertThrows(
            RestoreException.DamagedAtTheSource.class,
            () -> restore(_ -> new DatabaseCheck.Verdict.Failed(List.of("row 1", "row 2"))));
    assertEquals(
        "cannot vouch for commit 9: expected a database without faults, found it damaged at that"
            + " commit already: row 1; row 2",
        refused.getMessage());
    assertTrue(refused.hint().contains("--check none"), refused.hint());
    Restoring.assertHolds(folder);
  }

  @Test
  void aCheckThatBreaksLeavesNothing() throws Exception {
    assertThrows(
        IOException.class,
        () ->
            restore(_ -> {
              throw new IOException("no memory for SQLite");
            }));
    Restoring.assertHolds(folder);
  }

  @Test
  void whatCouldNotBeCheckedIsAWarning() throws Exception {
    assertEquals(
        Optional.of("no SQLite here"),
        restore(_ -> new DatabaseCheck.Verdict.NotChecked("no SQLite here")).warning());
    assertExact();
  }

  @Test
  void aFileThatAppearsMeanwhileIsLeftAlone() throws Exception {
    assertThrows(
        RestoreException.OutputInTheWay.class,
        () ->
            restore(_ -> {
              Files.writeString(output, "faster");
              return new DatabaseCheck.Verdict.Passed();
            }));
    assertEquals("faster", Files.readString(output));
    Restoring.assertHolds(folder, "app.db");
  }

  @Test
  void aWalThatAppearsMeanwhileIsInTheWay() throws Exception {
    assertThrows(
        RestoreException.OutputInTheWay.class,
        () ->
            restore(_ -> {
              Files.writeString(folder.resolve("app.db-wal"), "of another database");
              return new DatabaseCheck.Verdict.Passed();
            }));
    Restoring.assertHolds(folder, "app.db-wal");
  }

  @Test
  void progressSaysWhichCommitAndEndsWithAllOfIt() throws Exception {
    var told = new ArrayList<String>();
    var progress =
        new RestoreProgress() {
          @Override
          public void chosen(CommitRecord commit, boolean isNewest) {
            told.add("commit " + commit.index() + (isNewest ? ", the newest" : ""));
          }

          @Override
          public void written(long bytes, long total) {
            told.add(bytes + " of " + total);
          }
        };
    new Restorer(replica, DatabaseCheck.NONE, progress).restore(new Target.Latest(), output);
    assertEquals("commit 9, the newest", told.getFirst());
    assertEquals("2560 of 2560", told.getLast());
  }

  private void restore() throws Exception {
    restore(DatabaseCheck.NONE);
  }

  private RestoredDatabase restore(DatabaseCheck check) throws Exception {
    return new Restorer(replica, check, RestoreProgress.NONE).restore(new Target.Latest(), output);
  }

  private RestoreException refused() {
    return assertThrows(RestoreException.OutputInTheWay.class, this::restore);
  }

  private void assertExact() throws Exception {
    assertArrayEquals(WANTED, Files.readAllBytes(output));
    Restoring.assertHolds(folder, "app.db");
  }
}
