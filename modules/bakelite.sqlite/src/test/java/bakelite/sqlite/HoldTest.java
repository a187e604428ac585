package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.wal.Salts;
import bakelite.wal.WalIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The single steps of the protocol, with an application in another process.
@Timeout(60)
class HoldTest {
  @TempDir private Path folder;
  private Path path;
  private Application application;
  private LiveDatabase database;

  @BeforeEach
  void attach() throws Exception {
    path = folder.resolve("app.db");
    application = Application.create(Application.Kind.JAVA, path);
    database = LiveDatabase.attach(path, LiveSettings.defaults());
  }

  @AfterEach
  void close() {
    database.close();
    application.close();
  }

  @Test
  void aHandoverBoundsWhatIsThereAndMovesTheMark() throws Exception {
    application.write(3);
    assertTrue(database.maybeOnRead0(), "nobody looked before the first reader began");
    var handover = database.handover();
    var horizon = handover.horizon();
    application.write(3);
    handover.complete();
    assertFalse(database.maybeOnRead0());
    assertTrue(database.horizon().maxFrame() > horizon.maxFrame());
    assertThrows(IllegalStateException.class, handover::complete);
    handover.abandon();

    // What is behind the mark is not copied, whoever checkpoints.
    var done = assertInstanceOf(Checkpoint.Done.class, database.checkpoint());
    assertEquals(horizon.maxFrame(), done.copied());
    assertTrue(done.frames() > done.copied());
  }

  @Test
  void onlyOneHandoverIsUnderWay() throws Exception {
    application.write(1);
    var handover = database.handover();
    assertThrows(IllegalStateException.class, database::handover);
    assertInstanceOf(Checkpoint.NotNow.class, database.checkpoint());
    handover.abandon();
    database.handover().complete();
  }

  @Test
  void anAbandonedHandoverLeavesTheOldReaderWhereItWas() throws Exception {
    application.write(3);
    database.handover().complete();
    var first = database.horizon();
    application.write(3);
    database.handover().abandon();
    var done = assertInstanceOf(Checkpoint.Done.class, database.checkpoint());
    assertEquals(first.maxFrame(), done.copied());
  }

  @Test
  void aCompleteCheckpointEndsOnMark0() throws Exception {
    application.write(3);
    database.handover().complete();
    var done = assertInstanceOf(Checkpoint.Done.class, database.checkpoint());
    assertTrue(done.complete());
    assertTrue(database.maybeOnRead0());
    assertInstanceOf(Checkpoint.NotNow.class, database.checkpoint());
  }

  @Test
  void rightAfterAResetAHandoverKeepsTheReaderOnMark0() throws Exception {
    application.write(2);
    var before = rest();
    application.write(2);
    var handover = database.handover();
    assertNotEquals(before, handover.horizon().salts());
    handover.complete();
    assertTrue(database.maybeOnRead0());
    assertCopied(0);

    database.handover().complete();
    assertFalse(database.maybeOnRead0());
    assertCopied(database.horizon().maxFrame());
  }

  @Test
  void truncatingCheckpointsOfTheApplicationAreFollowed() throws Exception {
    rest();
    for (int round = 0; round < 3; round++) {
      application.send("checkpoint TRUNCATE");
      assertTrue(application.expect("checkpoint").startsWith("0 "));
      assertEquals(0, database.wal().size());
      assertEquals(0, database.horizon().maxFrame());
      application.write(1);
      assertTrue(database.horizon().maxFrame() > 0);
      database.handover().complete();
      rest();
    }
  }

  /// Somebody in our process opens and closes the `-shm`: the mark is gone and SQLite does not
  /// know.
  @Test
  void aHoldThatWasLostIsNoticed() throws Exception {
    application.write(3);
    database.handover().complete();
    Files.readAllBytes(DatabaseFiles.shmOf(path));
    application.send("checkpoint TRUNCATE");
    assertTrue(application.expect("checkpoint").startsWith("0 "));
    application.write(1);
    assertThrows(DatabaseException.HoldLost.class, database::horizon);
    assertThrows(DatabaseException.HoldLost.class, database::handover);
    assertEquals(Optional.of("the read mark in the -shm"), database.lostLocks());
  }

  @Test
  void aHandoverOfFilesThatWereReplacedIsRefused() throws Exception {
    var other = folder.resolve("other.db");
    Application.create(Application.Kind.JAVA, other).close();
    Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
    var refused = assertThrows(DatabaseException.Moved.class, database::handover);
    assertTrue(refused.what().startsWith("the database was replaced"), refused.what());
  }

  @Test
  void aCheckpointThatCannotReadTheSchemaFailsAndTheHoldGoesOn() throws Exception {
    application.sql("PRAGMA writable_schema=1");
    application.sql("UPDATE sqlite_schema SET sql='CREATE TABLE counter(' WHERE name='counter'");
    database.handover().complete();
    assertInstanceOf(Checkpoint.Failed.class, database.checkpoint());
    database.handover().complete();
    assertEquals(Optional.empty(), database.lostLocks());
  }

  /// Copies everything and ends on mark 0.
  private Salts rest() throws Exception {
    for (int turn = 0; turn < 4 && !(database.maybeOnRead0() && copiedAll()); turn++) {
      database.handover().complete();
      database.checkpoint();
    }
    assertTrue(database.maybeOnRead0() && copiedAll(), () -> "no rest: " + database.look());
    return database.horizon().salts();
  }

  private boolean copiedAll() {
    return database.look() instanceof WalIndex.Valid(var header, var copied, var _)
        && copied >= header.maxFrame();
  }

  private void assertCopied(long frames) {
    application.send("checkpoint PASSIVE");
    assertEquals(Long.toString(frames), application.expect("checkpoint").split(" ", -1)[2]);
  }
}
