package bakelite.format.v1;

import bakelite.format.CommitFlag;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;

/// Histories made from a seed: pages that are rewritten, databases that grow and shrink, images
/// that compress and images that do not.
final class SampleHistories {
  private static final int GREATEST_GROWTH = 40;

  private SampleHistories() {}

  static SampleHistory drawn(long seed, int pageSize, int commits) {
    var random = new Random(seed);
    var history = new SampleHistory(pageSize);
    long pages = 0;
    long time = 1_700_000_000_000L + random.nextInt(1000);
    for (int index = 1; index <= commits; index++) {
      long before = pages;
      pages =
          random.nextInt(4) == 0
              ? random.nextInt((int) pages + 1)
              : pages + random.nextInt(GREATEST_GROWTH);
      var images = new TreeMap<Long, byte[]>();
      for (long page = before + 1; page <= pages; page++) {
        images.put(page, image(random, pageSize));
      }
      for (int rewritten = random.nextInt(20); pages > 0 && rewritten > 0; rewritten--) {
        images.put(1L + random.nextInt((int) pages), image(random, pageSize));
      }
      time += random.nextInt(3) == 0 ? -random.nextInt(50) : random.nextInt(5000);
      history.commit(time, pages, images, flags(random, index));
    }
    return history;
  }

  private static byte[] image(Random random, int pageSize) {
    var image = new byte[pageSize];
    if (random.nextBoolean()) {
      random.nextBytes(image);
    } else {
      Arrays.fill(image, 0, pageSize / 2, (byte) random.nextInt());
    }
    return image;
  }

  private static CommitFlag[] flags(Random random, int index) {
    if (index == 1) {
      return new CommitFlag[] {CommitFlag.ORIGIN};
    }
    return switch (random.nextInt(8)) {
      case 0 -> new CommitFlag[] {CommitFlag.DIGEST_UNKNOWN, CommitFlag.RESYNC};
      case 1 -> new CommitFlag[] {CommitFlag.RESYNC};
      default -> new CommitFlag[0];
    };
  }
}
