package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files that are replaced under us: our own checkpoint, or our own last close, must not touch
/// those that came in their place.
@Timeout(60)
class MovedTest {
  @TempDir private Path folder;
  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("app.db");
  }

  @Test
  void aDatabaseReplacedByRenameIsNamedAndLeftAlone() throws Exception {
    var other = folder.resolve("other.db");
    try (var application = create(other)) {
      application.write(20);
    }
    var before = create(path);
    try (var database = LiveDatabase.attach(path, LiveSettings.defaults())) {
      before.write(5);
      leaveMark0(database);
      before.close();
      Files.delete(DatabaseFiles.walOf(path));
      Files.delete(DatabaseFiles.shmOf(path));
      Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);

      try (var after = Application.start(Application.Kind.JAVA, path)) {
        after.write(30);
        var moved = assertInstanceOf(Checkpoint.Moved.class, database.checkpoint());
        assertTrue(moved.what().startsWith("the database was replaced"), moved.what());
        assertEquals(moved.what(), database.moved().orElseThrow());
      }
    }
    assertCounts(50);
  }

  @Test
  void filesRemovedUnderUsAreNamedAndTheNewOnesLeftAlone() throws Exception {
    var before = create(path);
    try (var database = LiveDatabase.attach(path, LiveSettings.defaults())) {
      before.write(5);
      leaveMark0(database);
      before.close();
      Files.delete(DatabaseFiles.walOf(path));
      Files.delete(DatabaseFiles.shmOf(path));
      assertTrue(database.moved().orElseThrow().startsWith("the -wal is gone"));
      assertInstanceOf(Checkpoint.Moved.class, database.checkpoint());

      // It finds the state before the removed WAL, and goes on from there.
      try (var after = Application.start(Application.Kind.JAVA, path)) {
        after.write(30);
        assertTrue(database.moved().orElseThrow().startsWith("the -wal was replaced"));
        assertInstanceOf(Checkpoint.Moved.class, database.checkpoint());
      }
      assertTrue(Files.size(DatabaseFiles.walOf(path)) > 0, "nothing is at stake");
    }
    assertCounts(30);
  }

  /// The control: what our close would do without the fence.
  @Test
  void aPlainCloseAfterTheFilesWereRemovedDestroysCommits() throws Exception {
    var before = create(path);
    before.write(5);
    var reader = Reader.open(path, LiveSettings.defaults());
    reader.begin();
    before.close();
    Files.delete(DatabaseFiles.walOf(path));
    Files.delete(DatabaseFiles.shmOf(path));
    try (var after = Application.start(Application.Kind.JAVA, path)) {
      after.write(30);
    }
    reader.close();
    try (var application = Application.start(Application.Kind.JAVA, path)) {
      application.send("sql SELECT n FROM counter");
      var answer = application.expectAny();
      assertTrue(!answer.equals("ok 30"), "SQLite protects the new files itself: " + answer);
    }
  }

  private void assertCounts(int commits) {
    try (var application = Application.start(Application.Kind.JAVA, path)) {
      assertEquals(Integer.toString(commits), application.sql("SELECT n FROM counter"));
      assertEquals("ok", application.sql("PRAGMA integrity_check"));
    }
  }

  /// Hands over once, so that a checkpoint is refused for no other reason than the one under test.
  private static void leaveMark0(LiveDatabase database) throws DatabaseException {
    database.handover().complete();
    assertTrue(!database.maybeOnRead0());
  }

  private static Application create(Path path) {
    return Application.create(Application.Kind.JAVA, path);
  }
}
