package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A daemon that begins with many databases at once, each to be copied in full, in the heap that
/// the image has.
class ManyFirstCopiesTest {
  /// What a walk needs, times this, is twice the heap.
  private static final int DATABASES = 60;

  @TempDir Path folder;

  @Test
  void theyAreAllCopiedInTheHeapThatTheImageHas() throws Exception {
    var text = new StringBuilder("databases:\n");
    for (int i = 0; i < DATABASES; i++) {
      var database = folder.resolve("t" + i + ".db");
      try (var sql = LibrarySql.open(database)) {
        sql.ask("PRAGMA journal_mode = WAL");
        sql.ask("CREATE TABLE t(a)");
        sql.ask("INSERT INTO t VALUES(randomblob(2000000))");
      }
      text.append("  - path: ").append(database).append('\n');
      text.append("    destinations: [{path: ").append(folder.resolve("dest")).append("}]\n");
    }
    Files.writeString(folder.resolve("bakelite.yml"), text);
    var image = Image.in(folder);
    var daemon = image.launch("daemon", "--config", "bakelite.yml");
    try {
      for (int i = 0; i < DATABASES; i++) {
        image.await(daemon, "t" + i + ": protecting");
      }
      assertFalse(image.log().contains("not protected"), image.log());
      daemon.destroy();
      assertTrue(daemon.waitFor(60, TimeUnit.SECONDS), image.log());
      assertEquals(0, daemon.exitValue(), image.log());
    } finally {
      daemon.destroyForcibly();
    }
  }
}
