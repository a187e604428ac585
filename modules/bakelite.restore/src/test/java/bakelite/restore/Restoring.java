package bakelite.restore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bakelite.format.CommitFlag;
import bakelite.format.Compression;
import bakelite.format.Id128;
import bakelite.format.ObjectHeader.PageRange;
import bakelite.replica.Replica;
import bakelite.replica.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A small replica with one of everything, and short words for what the tests do with it.
final class Restoring {
  static final int PAGE_SIZE = 512;

  /// Lies before the origin, so no restore point needs it.
  static final String NOT_NEEDED = "c/0000000000000001";

  static final long START = 1_764_000_000_000L;

  private Restoring() {}

  /// Index 1 is an origin that came to nothing, 2 one of five pages in two shards with a commit
  /// between them, 4 the first restore point, 5 and 6 lie in one change-set, 7 shrinks, 8 is a
  /// claim, 9 grows again.
  static Specimen small(Id128 replica, String prefix) {
    var chronicle = new Chronicle(replica, new Id128(21, 22));
    var content = new TreeMap<>(images(1, 1, 2, 3, 4, 5));
    chronicle.origin(START, PAGE_SIZE, new TreeMap<>(), CommitFlag.DIGEST_UNKNOWN);
    chronicle.origin(START + 1000, PAGE_SIZE, content, CommitFlag.DIGEST_UNKNOWN);
    chronicle.commit(START + 2000, 5, false, images(3, 2, 5), CommitFlag.DIGEST_UNKNOWN);
    chronicle.commit(START + 3000, 5, false, Map.of());
    chronicle.commit(START + 4000, 6, false, images(5, 1, 6));
    chronicle.commit(START + 5000, 6, true, images(6, 1, 3));
    chronicle.commit(START + 6000, 3, false, images(7, 1));
    chronicle.commit(START + 7000, 3, false, Map.of(), CommitFlag.CLAIM);
    chronicle.commit(START + 8000, 5, false, images(9, 4, 5));
    return new Specimen.Maker(chronicle, Compression.ZSTD, prefix)
        .shard(2, new PageRange(1, 2))
        .shard(3, new PageRange(3, PageRange.END))
        .done();
  }

  static Specimen small() {
    return small(new Id128(1, 2), "");
  }

  /// Images of some pages, different for every variant.
  static Map<Long, byte[]> images(int variant, long... pages) {
    var images = new TreeMap<Long, byte[]>();
    for (long page : pages) {
      var image = new byte[PAGE_SIZE];
      Arrays.fill(image, 0, PAGE_SIZE / 2, (byte) (16L * variant + page));
      images.put(page, image);
    }
    return images;
  }

  static RestoredDatabase restore(Replica replica, Target target, Path output) throws Exception {
    return new Restorer(replica, DatabaseCheck.NONE, RestoreProgress.NONE).restore(target, output);
  }

  /// Fails when anything but these names is in a folder.
  static void assertHolds(Path folder, String... names) throws IOException {
    try (var files = Files.list(folder)) {
      var found = files.map(file -> file.getFileName().toString()).sorted().toList();
      assertEquals(List.of(names), found);
    }
  }
}
