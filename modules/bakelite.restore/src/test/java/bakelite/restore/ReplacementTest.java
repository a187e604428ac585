package bakelite.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import bakelite.replica.ReplicaException;
import bakelite.replica.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A restore over a file that is there.
class ReplacementTest {
  private static final Specimen SMALL = Restoring.small();
  private static final byte[] WANTED = SMALL.chronicle().last().file();

  @TempDir Path folder;
  private final Alone system = new Alone();
  private Path output;

  @BeforeEach
  void fill() throws Exception {
    folder = folder.toRealPath();
    output = Files.writeString(folder.resolve("app.db"), "old");
  }

  @Test
  void theOldFileIsReplacedAndNothingElseIsLeft() throws Exception {
    assertEquals(Placed.AS_ASKED, restore().placed());
    assertArrayEquals(WANTED, Files.readAllBytes(output));
    Restoring.assertHolds(folder, "app.db");
    assertEquals(Set.of(), system.held);
  }

  @Test
  void whereThereIsNoFileItIsANewOneAndWhatLiesThereIsSetAside() throws Exception {
    Files.delete(output);
    Files.writeString(folder.resolve("app.db-wal"), "of a database that is gone");
    var placed = restore().placed();
    assertEquals(List.of(folder.resolve("app.db-wal.replaced-1")), placed.setAside());
    assertArrayEquals(WANTED, Files.readAllBytes(output));
    Restoring.assertHolds(folder, "app.db", "app.db-wal.replaced-1");
  }

  @Test
  void theModeOfTheOldFileStays() throws Exception {
    Files.setPosixFilePermissions(output, PosixFilePermissions.fromString("rw-r-----"));
    restore();
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(output)));
  }

  @Test
  void theOwnerAndTheGroupOfTheOldFileStay() throws Exception {
    assumeTrue(Files.getAttribute(folder, "unix:uid").equals(0), "only root gives files away");
    Files.setAttribute(output, "unix:gid", 4712);
    Files.setAttribute(output, "unix:uid", 4711);
    Files.setAttribute(output, "unix:mode", 0660);
    restore();
    assertEquals(new FileRights(4711, 4712, 0660), FileRights.of(output));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDatabaseInUseIsRefusedBeforeAnythingIsReadAndBeforeItIsReplaced(boolean early)
      throws Exception {
    DatabaseCheck check =
        _ -> {
          assertTrue(!early, "nothing may be restored for nothing");
          system.inUse.add("app.db");
          return new DatabaseCheck.Verdict.Passed();
        };
    if (early) {
      system.inUse.add("app.db");
    }
    var refused = assertThrows(RestoreException.OutputInTheWay.class, () -> restore(check, output));
    assertEquals(
        "cannot restore to " + output + ": expected a database that nobody uses, found 4711 (app)",
        refused.getMessage());
    assertUntouched("app.db");
  }

  @Test
  void aDatabaseThatIsNotProvedReplacesNothing() throws Exception {
    assertThrows(
        RestoreException.DamagedAtTheSource.class,
        () -> restore(_ -> new DatabaseCheck.Verdict.Failed(List.of("row 1")), output));
    assertUntouched("app.db");
    var replica = SMALL.inMemory();
    assertThrows(
        ReplicaException.NotFound.class,
        () ->
            new Restorer(replica, DatabaseCheck.NONE, RestoreProgress.NONE)
                .restore(new Target.AtIndex(99), new Output.Replacing(output, system)));
    assertUntouched("app.db");
  }

  @Test
  void aLinkToADatabaseStaysALinkToIt() throws Exception {
    var link = Files.createSymbolicLink(folder.resolve("link.db"), output);
    restore(DatabaseCheck.NONE, link);
    assertTrue(Files.isSymbolicLink(link));
    assertArrayEquals(WANTED, Files.readAllBytes(output));
    Restoring.assertHolds(folder, "app.db", "link.db");
  }

  @Test
  void onlyAFileIsReplaced() throws Exception {
    var inner = Files.createDirectory(folder.resolve("inner"));
    assertThrows(RestoreException.OutputInTheWay.class, () -> restore(DatabaseCheck.NONE, inner));
    var nowhere = Files.createSymbolicLink(folder.resolve("link.db"), folder.resolve("nowhere"));
    assertThrows(RestoreException.OutputInTheWay.class, () -> restore(DatabaseCheck.NONE, nowhere));
    assertUntouched("app.db", "inner", "link.db");
  }

  @Test
  void whereNobodyCanLookForUsersNothingIsReplaced() throws Exception {
    var replica = SMALL.inMemory();
    assertThrows(
        UnsupportedOperationException.class,
        () ->
            new Restorer(replica, DatabaseCheck.NONE, RestoreProgress.NONE)
                .restore(new Target.Latest(), new Output.Replacing(output, OperatingSystem.NONE)));
    assertUntouched("app.db");
  }

  @Test
  void withoutHardLinksAFileGetsItsNameWithARenameThatNeverReplaces() throws Exception {
    var free = folder.resolve("free.db");
    try (var file = TemporaryDatabase.beside(free)) {
      // A name that cannot be linked, as on a file system without links.
      Files.delete(file.path());
      Files.createDirectory(file.path());
      assertThrows(IOException.class, () -> file.moveTo(free, OperatingSystem.NONE));
      assertThrows(RestoreException.OutputInTheWay.class, () -> file.moveTo(output, system));
      assertEquals("old", Files.readString(output));
      file.moveTo(free, system);
    }
    Restoring.assertHolds(folder, "app.db", "free.db");
  }

  private RestoredDatabase restore() throws Exception {
    return restore(DatabaseCheck.NONE, output);
  }

  private RestoredDatabase restore(DatabaseCheck check, Path path) throws Exception {
    return new Restorer(SMALL.inMemory(), check, RestoreProgress.NONE)
        .restore(new Target.Latest(), new Output.Replacing(path, system));
  }

  private void assertUntouched(String... names) throws IOException {
    assertEquals("old", Files.readString(output));
    Restoring.assertHolds(folder, names);
  }
}
