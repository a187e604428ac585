package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bakelite.replica.Replica;
import bakelite.restore.Verifier;
import bakelite.store.ObjectStore;
import bakelite.store.StoreSettings;
import bakelite.store.fs.FileStoreProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every byte of every object of a small replica that the linked daemon wrote, flipped in turn:
/// `verify` must say no, and name the object.
class FlippedByteTest {
  @TempDir Path folder;

  @Test
  void everyFlippedByteOfEveryObjectIsFoundAndItsObjectNamed() throws Exception {
    write();
    var backups = folder.resolve("backups");
    List<Path> objects;
    try (var files = Files.walk(backups)) {
      objects = files.filter(Files::isRegularFile).sorted().toList();
    }
    assertTrue(objects.size() >= 5, () -> "objects: " + objects);
    try (var store = open(backups)) {
      assertTrue(verify(store).isEmpty());
      for (var object : objects) {
        var bytes = Files.readAllBytes(object);
        var key = backups.relativize(object).toString();
        for (int at = 0; at < bytes.length; at++) {
          bytes[at] ^= (byte) (1 << (at % 8));
          Files.write(object, bytes);
          assertEquals(List.of(key), verify(store), "byte " + at + " of " + key);
          bytes[at] ^= (byte) (1 << (at % 8));
        }
        Files.write(object, bytes);
      }
      assertTrue(verify(store).isEmpty());
    }
  }

  /// A small database, one full copy and a few change-sets.
  private void write() throws Exception {
    var launcher = Path.of(System.getProperty("bakelite.image"), "bin", "bakelite");
    var program = Program.at(launcher);
    var log = folder.resolve("log");
    var writer =
        program.start(
            folder,
            log,
            WriterCommand.NAME,
            "app.db",
            "truth",
            "--page-size",
            "512",
            "--pause",
            "400");
    while (Truth.read(folder.resolve("truth")).last() < 1) {
      assertTrue(writer.isAlive());
      Thread.onSpinWait();
    }
    var daemon = program.start(folder, log, "replicate", "app.db", "backups");
    while (!Files.readString(log).contains(": protecting")) {
      assertTrue(daemon.isAlive(), () -> "the daemon ended");
      Thread.onSpinWait();
    }
    long before = Truth.read(folder.resolve("truth")).last();
    while (Truth.read(folder.resolve("truth")).last() < before + 2) {
      Thread.onSpinWait();
    }
    writer.destroy();
    assertTrue(writer.waitFor(30, TimeUnit.SECONDS));
    daemon.destroy();
    assertEquals(0, daemon.waitFor());
  }

  private static ObjectStore open(Path backups) throws Exception {
    var provider = new FileStoreProvider();
    return provider.open(new StoreSettings(provider.type(), Map.of("path", backups.toString())));
  }

  private static List<String> verify(ObjectStore store) throws Exception {
    var found = new ArrayList<String>();
    for (var problem : new Verifier(new Replica(store, "app/")).verify().problems()) {
      found.add(problem.object());
    }
    return found;
  }
}
