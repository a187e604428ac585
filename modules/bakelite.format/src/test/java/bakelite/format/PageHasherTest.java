package bakelite.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PageHasherTest {
  private static final long LAST_PAGE = 0xffff_fffeL;
  private static final PageHasher HASHER =
      PageHasher.of(new Id128(0x0001020304050607L, 0x08090a0b0c0d0e0fL));

  /// The expected values were computed with another implementation of BLAKE3.
  @Test
  void fingerprintsAreAsTheFormatDefinesThem() {
    assertFingerprint("5406a3e169d1719118efae95565823cc", 1, 512);
    assertFingerprint("3573db5d98b8452eec637fb71e1aabfb", 2, 1024);
    assertFingerprint("318e41d7fe3bf2ab318a79fa72e26059", 0x01020304, 4096);
    assertFingerprint("f35a620a11a402ef45fb9ba63813405a", LAST_PAGE, 65536);
  }

  private static void assertFingerprint(String expected, long page, int size) {
    var image = ByteBuffer.allocate(size);
    for (int i = 0; i < size; i++) {
      image.put(i, (byte) ((i * 7 + size) % 251));
    }
    var fingerprint = HASHER.fingerprint(page, image);
    assertEquals(0, image.remaining());
    assertEquals(expected, "%016x%016x".formatted(fingerprint.high(), fingerprint.low()));
  }

  @Property(tries = 300)
  void manyAtOnceGiveWhatEachGivesAlone(
      @ForAll("pageSizes") int size,
      @ForAll @IntRange(max = 300) int count,
      @ForAll boolean direct,
      @ForAll long seed) {
    var random = new Random(seed);
    var fewer = Math.min(count, 3_000_000 / size);
    var content = new byte[7 + fewer * size];
    random.nextBytes(content);
    var images =
        direct ? ByteBuffer.allocateDirect(content.length) : ByteBuffer.allocate(content.length);
    images.put(content).position(7);
    var pages = random.longs(fewer, 1, LAST_PAGE + 1).toArray();
    var fingerprints = HASHER.fingerprints(pages, images);
    assertEquals(0, images.remaining());
    var expected = new Fingerprint[fewer];
    for (int i = 0; i < fewer; i++) {
      expected[i] = HASHER.fingerprint(pages[i], ByteBuffer.wrap(content, 7 + i * size, size));
    }
    assertArrayEquals(expected, fingerprints);
  }

  @Property(tries = 200)
  void aFingerprintDependsOnThePageAndOnEveryBit(
      @ForAll("pageSizes") int size,
      @ForAll @LongRange(min = 1, max = LAST_PAGE) long page,
      @ForAll @LongRange(min = 1, max = LAST_PAGE) long otherPage,
      @ForAll @IntRange(max = 8 * 65536 - 1) int bit,
      @ForAll long seed) {
    var content = new byte[size];
    new Random(seed).nextBytes(content);
    var before = HASHER.fingerprint(page, ByteBuffer.wrap(content));
    if (page != otherPage) {
      assertNotEquals(before, HASHER.fingerprint(otherPage, ByteBuffer.wrap(content)));
    }
    content[bit / 8 % size] ^= (byte) (1 << bit % 8);
    assertNotEquals(before, HASHER.fingerprint(page, ByteBuffer.wrap(content)));
  }

  @Test
  void aFingerprintDependsOnEachByte() {
    var content = new byte[4096];
    var before = HASHER.fingerprint(1, ByteBuffer.wrap(content));
    for (int i = 0; i < content.length; i++) {
      content[i] = 1;
      assertNotEquals(before, HASHER.fingerprint(1, ByteBuffer.wrap(content)), "byte " + i);
      content[i] = 0;
    }
  }

  @Test
  void replicasHaveFingerprintsOfTheirOwn() {
    var other = PageHasher.of(new Id128(1, 2));
    assertNotEquals(
        HASHER.fingerprint(1, ByteBuffer.allocate(512)),
        other.fingerprint(1, ByteBuffer.allocate(512)));
  }

  @Test
  void whatIsNoPageIsRefused() {
    for (int size : new int[] {0, 256, 513, 3072, 131072}) {
      var image = ByteBuffer.allocate(size);
      assertThrows(IllegalArgumentException.class, () -> HASHER.fingerprint(1, image));
      assertThrows(
          IllegalArgumentException.class, () -> HASHER.fingerprints(new long[] {1}, image));
    }
    for (long page : new long[] {-1, 0, LAST_PAGE + 1, 1L << 32}) {
      var image = ByteBuffer.allocate(512);
      assertThrows(IllegalArgumentException.class, () -> HASHER.fingerprint(page, image));
      assertThrows(
          IllegalArgumentException.class, () -> HASHER.fingerprints(new long[] {page}, image));
    }
  }

  @Test
  void imagesThatDoNotFitThePagesAreRefused() {
    var images = ByteBuffer.allocate(1024);
    assertThrows(
        IllegalArgumentException.class, () -> HASHER.fingerprints(new long[] {1, 2, 3}, images));
    assertThrows(IllegalArgumentException.class, () -> HASHER.fingerprints(new long[0], images));
    assertEquals(0, HASHER.fingerprints(new long[0], ByteBuffer.allocate(0)).length);
  }

  @Provide
  Arbitrary<Integer> pageSizes() {
    return Arbitraries.integers().between(9, 16).map(bits -> 1 << bits);
  }
}
