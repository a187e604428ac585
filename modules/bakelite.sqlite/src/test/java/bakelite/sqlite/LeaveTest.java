package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.wal.WalIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The ways out, each with the application gone, so that we are the last to hold the WAL.
@Timeout(60)
class LeaveTest {
  @TempDir private Path folder;
  private Path path;
  private Path wal;

  @BeforeEach
  void name() {
    path = folder.resolve("app.db");
    wal = DatabaseFiles.walOf(path);
  }

  @Test
  void aKilledProcessLeavesTheWalAndItsPositionStaysValid() throws Exception {
    var holder = holdAlone("close");
    var before = Files.readAllBytes(wal);
    holder.destroyForcibly();
    holder.onExit().join();
    assertWalIs(before);
  }

  @Test
  void aProcessThatLetsGoLeavesTheWal() throws Exception {
    var before = leave("letGo");
    assertWalIs(before);
  }

  @Test
  void closingWithTheWalKeptLeavesTheWal() throws Exception {
    var before = leave("keep");
    assertWalIs(before);
  }

  @Test
  void aPlainCloseCompletesTheDatabaseAndTakesTheWalAway() throws Exception {
    leave("close");
    assertFalse(Files.exists(wal));
    assertFalse(Files.exists(DatabaseFiles.shmOf(path)));
    assertCounts(7);
  }

  @Test
  void afterAPlainCloseWithoutFramesNothingIsLeftBehind() throws Exception {
    try (var application = Application.create(Application.Kind.JAVA, path)) {
      application.write(3);
    }
    var bytes = Files.readAllBytes(path);
    try (var database = LiveDatabase.attach(path, LiveSettings.defaults())) {
      assertTrue(Files.exists(wal));
      assertTrue(database.moved().isEmpty());
    }
    assertFalse(Files.exists(wal));
    assertFalse(Files.exists(DatabaseFiles.shmOf(path)));
    assertArrayEquals(bytes, Files.readAllBytes(path));
  }

  @Test
  void whoIsClosedCannotBeUsed() throws Exception {
    try (var application = Application.create(Application.Kind.JAVA, path)) {
      application.write(1);
      var database = LiveDatabase.attach(path, LiveSettings.defaults());
      var handover = database.handover();
      database.close();
      database.close();
      handover.abandon();
      assertThrows(IllegalStateException.class, handover::complete);
      assertThrows(IllegalStateException.class, database::handover);
      assertThrows(IllegalStateException.class, database::checkpoint);
      assertThrows(IllegalStateException.class, database::look);
      assertEquals(2, application.write(1));
    }
    assertCounts(2);
  }

  private byte[] leave(String how) throws Exception {
    var holder = holdAlone(how);
    var before = Files.readAllBytes(wal);
    holder.getOutputStream().close();
    assertEquals(0, holder.waitFor());
    var said =
        new String(holder.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertTrue(said.endsWith("left\n"), said);
    return before;
  }

  /// Starts a process that holds the database, lets an application write seven commits and leave.
  private Process holdAlone(String how) throws Exception {
    Process holder;
    try (var application = Application.create(Application.Kind.JAVA, path)) {
      holder = Application.start(Application.java(HoldProgram.class, path.toString(), how));
      var line = new StringBuilder();
      for (int c = holder.getInputStream().read(); c != '\n'; c = holder.getInputStream().read()) {
        line.append((char) c);
      }
      assertEquals("held " + DatabaseFiles.at(path).orElseThrow(), line.toString());
      application.write(7);
    }
    assertTrue(Files.size(wal) > 0);
    return holder;
  }

  /// The next one who attaches finds the same frames under the same salts.
  private void assertWalIs(byte[] before) throws Exception {
    assertArrayEquals(before, Files.readAllBytes(wal));
    try (var database = LiveDatabase.attach(path, LiveSettings.defaults())) {
      var header = ((WalIndex.Valid) database.look()).header();
      assertEquals((before.length - 32) / (4096 + 24), header.maxFrame());
      assertArrayEquals(before, Files.readAllBytes(wal));
    }
    assertCounts(7);
  }

  private void assertCounts(int commits) {
    try (var application = Application.start(Application.Kind.JAVA, path)) {
      assertEquals(Integer.toString(commits), application.sql("SELECT n FROM counter"));
      assertEquals("ok", application.sql("PRAGMA integrity_check"));
    }
  }
}
