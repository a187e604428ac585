package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RightsTest {
  private static final int NOBODY = 65_534;
  private static final int NOGROUP = 65_534;

  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void create() throws IOException {
    path = Files.createFile(folder.resolve("app.db"));
  }

  @Test
  void theOwnerAndRootMayCreateTheFiles() throws Exception {
    mode("rw-------");
    var found = Preflight.find(path);
    assertEquals(2, Rights.before(found, new Rights.User((int) found.owner(), NOGROUP)).size());
    assertEquals(2, Rights.before(found, new Rights.User(0, 0)).size());
  }

  @Test
  void anotherUserWaitsUntilTheApplicationHasCreatedThem() throws Exception {
    mode("rw-r--r--");
    var found = Preflight.find(path);
    var other = new Rights.User(NOBODY, NOGROUP);
    var waiting = assertThrows(DatabaseException.Waiting.class, () -> Rights.before(found, other));
    assertTrue(waiting.getMessage().contains("would belong to user " + NOBODY));

    Files.createFile(DatabaseFiles.walOf(path));
    assertThrows(DatabaseException.Waiting.class, () -> Rights.before(found, other));
    Files.createFile(DatabaseFiles.shmOf(path));
    assertEquals(List.of(), Rights.before(found, other));
  }

  @Test
  void aGroupThatMayWriteIsEnoughAndOneThatMayOnlyReadIsNot() throws Exception {
    mode("rw-rw----");
    var found = Preflight.find(path);
    var sameGroup = new Rights.User(NOBODY, (int) found.group());
    assertEquals(2, Rights.before(found, sameGroup).size());
    assertThrows(
        DatabaseException.Waiting.class,
        () -> Rights.before(found, new Rights.User(NOBODY, (int) found.group() + 1)));

    mode("rw-r-----");
    var readable = Preflight.find(path);
    assertThrows(DatabaseException.Waiting.class, () -> Rights.before(readable, sameGroup));
  }

  @Test
  void filesThatShutTheApplicationOutAreFoundAfterwards() throws Exception {
    var wal = Files.createFile(DatabaseFiles.walOf(path));
    var mine = Preflight.find(path);
    Rights.after(mine, List.of(wal));
    var ofAnother =
        new Preflight.Found(path, mine.id(), mine.owner() + 1, mine.group() + 1, mine.mode());
    Files.setPosixFilePermissions(wal, PosixFilePermissions.fromString("rw-r--r--"));
    assertThrows(DatabaseException.Denied.class, () -> Rights.after(ofAnother, List.of(wal)));
    Files.setPosixFilePermissions(wal, PosixFilePermissions.fromString("rw-rw-rw-"));
    Rights.after(ofAnother, List.of(wal));
  }

  private void mode(String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }
}
