package bakelite.bench;

import bakelite.format.Id128;
import bakelite.format.PageHasher;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Random;
import java.util.stream.LongStream;

/// Fingerprints of pages, which are keyed BLAKE3, on one thread and warm, beside the SHA-256 of the
/// JDK over the same bytes. By the time that the thread had a processor, not by the clock.
final class Blake3Benchmark implements Benchmark {
  private static final int ROUNDS = 9;
  private static final int WARM_UP_ROUNDS = 3;
  private static final int PASSES = 200;
  private static final int BYTES = 1 << 20;
  private static final int PAGE_SIZE = 4096;

  @Override
  public void run(Workbench bench) throws Exception {
    var images = new byte[BYTES];
    new Random(1).nextBytes(images);
    var pages = LongStream.rangeClosed(1, BYTES / PAGE_SIZE).toArray();
    var hasher = PageHasher.of(new Id128(1, 2));
    var sha256 = MessageDigest.getInstance("SHA-256");
    var ours = new Figures("BLAKE3, one thread (to reach: 1,000)", "MB/s");
    var theirs = new Figures("SHA-256 of the JDK, one thread", "MB/s");
    for (int round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
      double fast = rate(() -> hasher.fingerprints(pages, ByteBuffer.wrap(images)));
      double slow = rate(() -> sha256.digest(images));
      if (round >= WARM_UP_ROUNDS) {
        ours.add(fast);
        theirs.add(slow);
      }
    }
    ours.print();
    theirs.print();
    Figures.ratio(ours, theirs, "");
  }

  private static double rate(Runnable pass) {
    var clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    for (int i = 0; i < PASSES; i++) {
      pass.run();
    }
    return PASSES * (BYTES / 1e6) / ((clock.getCurrentThreadCpuTime() - start) / 1e9);
  }
}
