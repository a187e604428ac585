package bakelite.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bakelite.format.Compression;
import bakelite.format.Id128;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.replica.Target;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page that SQLite locks and never writes. The database is sparse: only the pages beside it
/// have images, which no backup would write and the format does not forbid.
class LockPageTest {
  private static final int PAGE_SIZE = 65536;
  private static final long LOCK_PAGE = (1L << 30) / PAGE_SIZE + 1;

  @TempDir Path folder;

  private static byte[] image(int content) {
    var image = new byte[PAGE_SIZE];
    Arrays.fill(image, (byte) content);
    return image;
  }

  @Test
  void itIsAHoleOfZerosBetweenItsNeighbours() throws Exception {
    var content = new TreeMap<>(Map.of(1L, image(1), LOCK_PAGE - 1, image(2)));
    var chronicle = new Chronicle(new Id128(1, 2), new Id128(3, 4));
    chronicle.origin(1, PAGE_SIZE, content);
    chronicle.commit(2, LOCK_PAGE, false, Map.of());
    chronicle.commit(3, LOCK_PAGE + 1, false, Map.of(LOCK_PAGE + 1, image(4)));
    var replica =
        new Specimen.Maker(chronicle, Compression.ZSTD, "").shard(1, PageRange.ALL).done();
    for (long pages = LOCK_PAGE - 1; pages <= LOCK_PAGE + 1; pages++) {
      var target = new Target.AtIndex(pages - LOCK_PAGE + 2);
      var output = folder.resolve(pages + ".db");
      Restoring.restore(replica.inMemory(), target, output);
      try (var file = new RandomAccessFile(output.toFile(), "r")) {
        assertEquals(pages * PAGE_SIZE, file.length());
        for (long page = LOCK_PAGE - 1; page <= pages; page++) {
          int wanted = page == LOCK_PAGE ? 0 : (int) (page - LOCK_PAGE + 3);
          file.seek((page - 1) * PAGE_SIZE);
          var found = new byte[PAGE_SIZE];
          file.readFully(found);
          assertEquals(-1, Arrays.mismatch(image(wanted), found), "page " + page);
        }
      }
    }
  }
}
