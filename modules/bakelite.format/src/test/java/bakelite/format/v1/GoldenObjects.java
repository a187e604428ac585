package bakelite.format.v1;

import bakelite.format.CommitFlag;
import bakelite.format.Compression;
import bakelite.format.ObjectHeader.PageRange;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// One small object of each sort, the same at every call and on every machine. Their bytes as the
/// first writer of version 1 wrote them lie under `src/test/resources`.
final class GoldenObjects {
  private static final long TIME = 1_750_000_000_000L;

  private GoldenObjects() {}

  static Map<String, Specimen> specimens() {
    var small = small();
    var large = large();
    var all = new LinkedHashMap<String, Specimen>();
    all.put("identity", SampleHistory.identity(TIME));
    all.put("fence", SampleHistory.fence(7, TIME));
    all.put("claim", small.changeSet(5, 5));
    all.put("change-set", small.changeSet(1, 4));
    all.put("one-commit", small.changeSet(3, 3));
    all.put("compacted", small.compacted(1, 2, 4, true));
    all.put("snapshot", small.compacted(5, 1, 6, false));
    all.put("shard", small.shard(6, new PageRange(2, 4)));
    all.put("tail-shard", small.shard(6, new PageRange(5, PageRange.END)));
    all.put("pages-of-64-kib", large.changeSet(1, 2));
    all.put("lz4", large.shard(2, PageRange.ALL));
    return all;
  }

  /// How the object is packed.
  static Compression compression(String name) {
    return switch (name) {
      case "one-commit", "snapshot", "pages-of-64-kib" -> Compression.ZSTD;
      case "lz4" -> Compression.LZ4;
      default -> Compression.NONE;
    };
  }

  private static SampleHistory small() {
    return new SampleHistory(512)
        .commit(TIME, 6, pages(512, 1, 1, 2, 3, 4, 5, 6), CommitFlag.ORIGIN)
        .commit(TIME + 1_000, 6, pages(512, 2, 2, 5))
        .commit(TIME + 900, 9, pages(512, 3, 1, 7, 8, 9), CommitFlag.RESYNC)
        .commit(TIME + 5_000, 5, pages(512, 4, 2), CommitFlag.DIGEST_UNKNOWN)
        .commit(TIME + 6_000, 5, Map.of(), CommitFlag.CLAIM, CommitFlag.RELEASED)
        .commit(TIME + 7_000, 7, pages(512, 6, 1, 6, 7));
  }

  private static SampleHistory large() {
    return new SampleHistory(65536)
        .commit(TIME, 2, pages(65536, 1, 1, 2), CommitFlag.ORIGIN)
        .commit(TIME + 1, 2, pages(65536, 2, 2));
  }

  private static Map<Long, byte[]> pages(int pageSize, int commit, int... pages) {
    var images = new TreeMap<Long, byte[]>();
    for (int page : pages) {
      var image = new byte[pageSize];
      Arrays.fill(image, 0, 100 + 10 * page, (byte) (16 * commit + page));
      images.put((long) page, image);
    }
    return images;
  }
}
