package bakelite.format.hash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ManyHashesTest {
  @Property(tries = 200)
  void manyAtOnceGiveWhatEachGivesAlone(
      @ForAll @IntRange(min = 6, max = 17) int lengthLog2,
      @ForAll @IntRange(max = 300) int most,
      @ForAll @IntRange(max = 70) int from,
      @ForAll long seed) {
    int length = 1 << lengthLog2;
    int count = Math.min(most, (1 << 20) / length);
    var random = new Random(seed);
    var key = new byte[32];
    random.nextBytes(key);
    var bytes = new byte[from + count * length];
    random.nextBytes(bytes);
    var out = new byte[count * 32];

    ManyHashes.keyed(key).hash(bytes, from, length, count, out);

    for (int i = 0; i < count; i++) {
      assertArrayEquals(
          Blake3.keyed(key).update(bytes, from + i * length, length).digest(), digest(out, i));
    }
  }

  @Property(tries = 100)
  void shortInputsToo(
      @ForAll @IntRange(min = 1, max = 64) int length,
      @ForAll @IntRange(max = 300) int count,
      @ForAll long seed) {
    var random = new Random(seed);
    var key = new byte[32];
    random.nextBytes(key);
    var bytes = new byte[count * 64];
    for (int i = 0; i < count; i++) {
      var input = new byte[length];
      random.nextBytes(input);
      System.arraycopy(input, 0, bytes, i * 64, length);
    }
    var out = new byte[count * 32];

    ManyHashes.keyed(key).hashShort(bytes, length, count, out);

    for (int i = 0; i < count; i++) {
      assertArrayEquals(Blake3.keyed(key).update(bytes, i * 64, length).digest(), digest(out, i));
    }
  }

  @Test
  void otherLengthsAreRefused() {
    var hashes = ManyHashes.keyed(new byte[32]);
    var out = new byte[64];
    for (int length : new int[] {0, 32, 65, 1536, 262_144}) {
      assertThrows(
          IllegalArgumentException.class, () -> hashes.hash(new byte[300_000], 0, length, 1, out));
    }
    assertThrows(IndexOutOfBoundsException.class, () -> hashes.hash(new byte[100], 0, 64, 2, out));
    assertThrows(IndexOutOfBoundsException.class, () -> hashes.hash(new byte[256], 0, 64, 3, out));
    assertThrows(IndexOutOfBoundsException.class, () -> hashes.hashShort(new byte[64], 65, 1, out));
  }

  private static byte[] digest(byte[] all, int number) {
    return Arrays.copyOfRange(all, number * 32, number * 32 + 32);
  }
}
