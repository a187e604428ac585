package bakelite.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the configuration says of compression is what the linked image writes, and it reads all of
/// it back, whatever it says by then.
class CompressionTest {
  private static final int ROWS = 400;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"none, 0", "zstd, 1", "lz4, 2"})
  void everyWordOfTheConfigurationIsWrittenAndReadBack(String word, int codec) throws Exception {
    var image = Image.in(folder);
    roundTrip(image, word);
    var codecs = new HashSet<Integer>();
    try (var objects = Files.walk(folder.resolve("backups"))) {
      for (var object : objects.filter(Files::isRegularFile).toList()) {
        codecs.addAll(codecs(object));
      }
    }
    assertTrue(codecs.contains(codec), codecs::toString);
    codecs.removeAll(List.of(0, codec));
    assertEquals(Set.of(), codecs, "besides it only what would not shrink");
  }

  @Test
  void aReplicaGoesOnWithAnotherCompression() throws Exception {
    var image = Image.in(folder);
    for (var word : List.of("zstd", "lz4", "none", "lz4")) {
      roundTrip(image, word);
    }
  }

  @Test
  void lz4NeedsNoTemporaryFolder() throws Exception {
    var image =
        Image.in(folder)
            .with("TMPDIR", "/proc")
            .with("BAKELITE_JAVA_OPTIONS", "-Djava.io.tmpdir=/proc");
    roundTrip(image, "lz4");
  }

  @Test
  void lz4IsTheLibraryOfTheImage() throws Exception {
    var image = Image.in(folder);
    configure("lz4");
    try (var database = LiveDatabase.at(folder.resolve("app.db"))) {
      database.commitText(ROWS);
      var daemon = image.start(": protecting", "daemon", "--config", "bakelite.yml");
      var libraries =
          Files.readAllLines(Path.of("/proc", Long.toString(daemon.pid()), "maps")).stream()
              .filter(line -> line.contains("/liblz4"))
              .map(line -> Path.of(line.substring(line.indexOf('/'))).getParent())
              .distinct()
              .toList();
      daemon.destroy();
      assertEquals(0, daemon.waitFor(), image.log());
      assertEquals(List.of(Image.home().toRealPath().resolve("lib")), libraries);
    }
  }

  private void roundTrip(Image image, String word) throws Exception {
    configure(word);
    long rows;
    try (var database = LiveDatabase.at(folder.resolve("app.db"))) {
      var daemon = image.start(": protecting", "daemon", "--config", "bakelite.yml");
      database.commitText(ROWS);
      rows = database.rows();
      daemon.destroy();
      assertEquals(0, daemon.waitFor(), image.log());
    }
    image.call("verify", "backups").ends(0);
    Files.deleteIfExists(folder.resolve("restored.db"));
    image.call("restore", "backups", "--output", "restored.db").ends(0);
    try (var restored = LiveDatabase.at(folder.resolve("restored.db"))) {
      assertEquals(rows, restored.rows());
    }
  }

  /// Offsets as `docs/format.md` has them.
  private static Set<Integer> codecs(Path object) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(object)).order(ByteOrder.LITTLE_ENDIAN);
    int trailer = bytes.capacity() - 256;
    long directory = 256 + bytes.getLong(trailer);
    long end = directory + bytes.getLong(trailer + 8);
    var found = new HashSet<Integer>();
    for (long entry = directory; entry < end; entry += 24) {
      found.add((int) bytes.get((int) entry + 12));
    }
    return found;
  }

  private void configure(String word) throws IOException {
    Files.writeString(
        folder.resolve("bakelite.yml"),
        "defaults: {compression: "
            + word
            + "}\ndatabases:\n  - path: "
            + folder.resolve("app.db")
            + "\n    destinations: [{path: "
            + folder.resolve("backups")
            + "}]\n");
  }
}
