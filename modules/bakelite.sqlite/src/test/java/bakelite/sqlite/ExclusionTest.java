package bakelite.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nobody else has a database while its file is replaced, and who has it is found.
class ExclusionTest {
  @TempDir Path folder;
  private Path database;

  @BeforeEach
  void create() throws Exception {
    database = folder.toRealPath().resolve("app.db");
  }

  @Test
  void aConnectionInWalModeIsInTheWayUntilItIsClosed() throws Exception {
    try (var application = Application.create(Application.Kind.JAVA, database)) {
      application.write(1);
      assertEquals(Optional.empty(), Exclusion.of(database));
    }
    Exclusion.of(database).orElseThrow().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void whoComesWhileItIsTakenIsToldThatItIsLockedAndComesInAfterwards(String mode)
      throws Exception {
    try (var application = Application.create(Application.Kind.JAVA, database)) {
      application.sql("PRAGMA journal_mode=" + mode);
    }
    var taken = Exclusion.of(database).orElseThrow();
    try (var late = Application.start(Application.Kind.JAVA, database)) {
      late.sql("PRAGMA busy_timeout = 0");
      late.send("sql SELECT n FROM counter");
      assertTrue(late.expect("error").contains("locked"));
      taken.close();
      assertEquals("0", late.sql("SELECT n FROM counter"));
    }
  }

  @Test
  void twoCannotTakeIt() throws Exception {
    Files.writeString(database, "anything");
    try (var _ = Exclusion.of(database).orElseThrow()) {
      assertEquals(Optional.empty(), Exclusion.of(database));
    }
    Exclusion.of(database).orElseThrow().close();
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThrows(NoSuchFileException.class, () -> Exclusion.of(database));
  }

  @Test
  void whoHasItOpenIsFoundEvenWithoutALock() throws Exception {
    try (var application = Application.create(Application.Kind.JAVA, database)) {
      application.sql("PRAGMA journal_mode=DELETE");
      application.sql("SELECT n FROM counter");
      // Idle in rollback mode: nothing is locked.
      Exclusion.of(database).orElseThrow().close();
      var found = Openers.of(database).processes();
      assertEquals(1, found.size(), found::toString);
      assertTrue(found.getFirst().matches("\\d+ \\(java\\)"), found::toString);
    }
    assertEquals(List.of(), Openers.of(database).processes());
  }

  @Test
  void whoHoldsOnlyAFileBesideItIsFoundToo() throws Exception {
    Files.writeString(database, "anything");
    var wal = DatabaseFiles.walOf(database);
    Files.writeString(wal, "anything");
    var holder =
        new ProcessBuilder("sh", "-c", "exec 3<'" + wal + "'; echo ready; read line")
            .redirectErrorStream(true)
            .start();
    try {
      assertEquals("ready", holder.inputReader().readLine());
      assertEquals(
          List.of(holder.pid() + " (sh)"), Openers.of(database).processes(), "found by its -wal");
    } finally {
      holder.outputWriter().close();
      holder.waitFor();
    }
  }
}
