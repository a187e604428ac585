package bakelite.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.daemon.StatusDocument.Figures;
import bakelite.daemon.StatusDocument.Snapshot;
import bakelite.store.Fence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusFolderTest {
  @TempDir Path root;

  @Test
  void aDocumentIsReadBackAsItWasWritten() throws Exception {
    var whole =
        document(
            Optional.of("cannot \"read\"\n"),
            Optional.of(
                new Figures(
                    7,
                    Optional.of(Instant.ofEpochMilli(70)),
                    6,
                    Optional.of(Instant.ofEpochMilli(60)),
                    Optional.of(Instant.ofEpochMilli(65)),
                    Optional.of(Instant.ofEpochMilli(64)),
                    OptionalLong.of(4096),
                    12,
                    Map.of("put", 3L, "list", 0L))),
            Optional.of(new Snapshot(3, Instant.ofEpochMilli(30))));
    var bare = document(Optional.empty(), Optional.empty(), Optional.empty());
    var folder = StatusFolder.in(root);
    for (var document : new StatusDocument[] {whole, bare}) {
      folder.write(document);
      assertEquals(Optional.of(document), folder.read("app"));
    }
    assertEquals(Optional.empty(), folder.read("other"));
  }

  @Test
  void nobodyElseMayReadIt() throws Exception {
    var folder = StatusFolder.in(root);
    folder.write(document(Optional.empty(), Optional.empty(), Optional.empty()));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(root.resolve("status/app.json"))));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("status"))));
  }

  @Test
  void whatIsNotWholeIsNothing() throws Exception {
    var folder = StatusFolder.in(root);
    folder.write(document(Optional.empty(), Optional.empty(), Optional.empty()));
    var file = root.resolve("status/app.json");
    var text = Files.readString(file);
    for (int length = 0; length < text.length() - 1; length++) {
      Files.writeString(file, text.substring(0, length));
      assertEquals(Optional.empty(), folder.read("app"), text.substring(0, length));
    }
    Files.writeString(file, "{\"later\":{\"deep\":[1,{}]}," + text.substring(1));
    assertTrue(folder.read("app").isPresent());
  }

  @Test
  void aDocumentOfAProcessThatIsGoneSaysStopped() throws Exception {
    var sleeping = new ProcessBuilder("sleep", "60").start();
    var start = Files.readString(Path.of("/proc/" + sleeping.pid() + "/stat"));
    var fields = start.substring(start.lastIndexOf(')') + 2).split(" ", -1);
    var mark =
        new ProcessMark(
            sleeping.pid(), ThisProcess.identity().bootId(), Long.parseLong(fields[19]));
    assertTrue(mark.isAlive());
    assertEquals(DatabaseState.PROTECTING, by(mark).stateNow());
    sleeping.destroyForcibly();
    assertTrue(sleeping.waitFor(30, TimeUnit.SECONDS));
    assertFalse(mark.isAlive());
    assertEquals(DatabaseState.STOPPED, by(mark).stateNow());
  }

  @Test
  void aProcessWithTheSameNumberIsAnotherOne() {
    var now = ProcessMark.current();
    assertTrue(now.isAlive());
    assertFalse(new ProcessMark(now.pid(), now.boot(), now.start() - 1).isAlive());
    assertFalse(new ProcessMark(now.pid(), "another boot", now.start()).isAlive());
  }

  private static StatusDocument by(ProcessMark process) {
    return new StatusDocument(
        "app",
        "/app.db",
        "/backups",
        DatabaseState.PROTECTING,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        process);
  }

  private static StatusDocument document(
      Optional<String> problem, Optional<Figures> figures, Optional<Snapshot> snapshot) {
    return new StatusDocument(
        "app",
        "/srv/app.db",
        "file:///backups",
        DatabaseState.CATCHING_UP,
        problem,
        figures,
        figures.map(_ -> Fence.WEAK),
        snapshot,
        ProcessMark.current());
  }
}
