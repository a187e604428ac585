package bakelite.format.hash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class Blake3Test {
  private static final int LONGEST = 600_000;

  @Property(tries = 300)
  void oneUpdateGivesWhatTheReferenceGives(@ForAll("lengths") int length, @ForAll long seed) {
    var input = random(length, seed);
    assertArrayEquals(Reference.hash(input), Blake3.hash().update(input, 0, length).digest());
    var key = random(32, seed + 1);
    assertArrayEquals(
        Reference.keyed(key, input), Blake3.keyed(key).update(input, 0, length).digest());
  }

  @Property(tries = 300)
  void anySplitIntoUpdatesGivesOneDigest(
      @ForAll("lengths") int length, @ForAll("lengths") int largest, @ForAll long seed) {
    var input = random(length, seed);
    var cuts = new Random(seed);
    var hash = Blake3.hash();
    for (int at = 0; at < length; ) {
      int part = Math.min(length - at, cuts.nextInt(largest + 1));
      switch (cuts.nextInt(4)) {
        case 0 -> hash.update(input, at, part);
        case 1 -> update(hash, ByteBuffer.wrap(input, at, part).slice());
        case 2 -> update(hash, ByteBuffer.wrap(input, at, part).asReadOnlyBuffer());
        default -> update(hash, ByteBuffer.allocateDirect(part).put(0, input, at, part));
      }
      at += part;
      if (largest < 1 || cuts.nextInt(8) == 0) {
        hash.update(input, at, Math.min(1, length - at));
        at += Math.min(1, length - at);
      }
    }
    assertArrayEquals(Blake3.hash().update(input, 0, length).digest(), hash.digest());
  }

  @Property(tries = 100)
  void aDigestLeavesTheStateAsItWas(
      @ForAll("lengths") int first, @ForAll("lengths") int second, @ForAll long seed) {
    var input = random(first + second, seed);
    var hash = Blake3.hash().update(input, 0, first);
    assertArrayEquals(Reference.hash(Arrays.copyOf(input, first)), hash.digest());
    hash.digest(new byte[100]);
    assertArrayEquals(hash.digest(), hash.digest());
    hash.update(input, first, second);
    assertArrayEquals(Reference.hash(input), hash.digest());
  }

  @Property(tries = 100)
  void aShortOutputIsTheBeginningOfALongOne(
      @ForAll @IntRange(max = 300) int shorter, @ForAll @IntRange(max = 300) int more) {
    var input = random(5000, more);
    var hash = Blake3.hash().update(input, 0, input.length);
    var shortOutput = new byte[shorter];
    var longOutput = new byte[shorter + more];
    hash.digest(shortOutput);
    hash.digest(longOutput);
    assertArrayEquals(shortOutput, Arrays.copyOf(longOutput, shorter));
  }

  @Test
  void modesKeysAndNamesOfKeysGiveDifferentDigests() {
    var zeros = new byte[32];
    var digests =
        new byte[][] {
          Blake3.hash().digest(),
          Blake3.keyed(zeros).digest(),
          Blake3.keyed(random(32, 1)).digest(),
          Blake3.deriveKey("a").digest(),
          Blake3.deriveKey("ä").digest()
        };
    for (int i = 0; i < digests.length; i++) {
      for (int j = 0; j < i; j++) {
        assertFalse(Arrays.equals(digests[i], digests[j]), i + " and " + j);
      }
    }
  }

  @Test
  void aKeyHasThirtyTwoBytes() {
    for (int length : new int[] {0, 31, 33}) {
      var error =
          assertThrows(IllegalArgumentException.class, () -> Blake3.keyed(new byte[length]));
      assertEquals("a key has 32 bytes, not " + length, error.getMessage());
    }
  }

  @Test
  void aRangeOutsideTheArrayIsRefusedAndChangesNothing() {
    var hash = Blake3.hash();
    assertThrows(IndexOutOfBoundsException.class, () -> hash.update(new byte[9], 5, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> hash.update(new byte[9], -1, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> hash.update(new byte[9], 1, -1));
    assertArrayEquals(Blake3.hash().digest(), hash.digest());
  }

  /// Lengths around the borders of blocks, chunks and subtrees, and others.
  @Provide
  Arbitrary<Integer> lengths() {
    var borders =
        Arbitraries.of(64, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288);
    var around =
        borders.flatMap(border -> Arbitraries.integers().between(-66, 66).map(by -> border + by));
    return Arbitraries.oneOf(
        Arbitraries.integers().between(0, 3000),
        around.map(length -> Math.max(length, 0)),
        Arbitraries.integers().between(0, LONGEST));
  }

  private static void update(Blake3 hash, ByteBuffer bytes) {
    hash.update(bytes);
    assertEquals(0, bytes.remaining());
  }

  private static byte[] random(int length, long seed) {
    var bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
