package bakelite.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DigestTest {
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);

  @Property
  void plusIsAdditionModuloTwoToThe128(
      @ForAll("words") long high,
      @ForAll("words") long low,
      @ForAll("words") long pageHigh,
      @ForAll("words") long pageLow) {
    var sum = new Digest(high, low).plus(new Fingerprint(pageHigh, pageLow));
    assertEquals(number(high, low).add(number(pageHigh, pageLow)).mod(MODULUS), number(sum));
    assertEquals(sum, new Digest(high, low).plus(new Digest(pageHigh, pageLow)));
  }

  @Property
  void minusIsSubtractionModuloTwoToThe128(
      @ForAll("words") long high,
      @ForAll("words") long low,
      @ForAll("words") long pageHigh,
      @ForAll("words") long pageLow) {
    var rest = new Digest(high, low).minus(new Fingerprint(pageHigh, pageLow));
    assertEquals(number(high, low).subtract(number(pageHigh, pageLow)).mod(MODULUS), number(rest));
  }

  @Property
  void minusUndoesPlus(
      @ForAll("words") long high,
      @ForAll("words") long low,
      @ForAll("words") long pageHigh,
      @ForAll("words") long pageLow) {
    var digest = new Digest(high, low);
    var page = new Fingerprint(pageHigh, pageLow);
    assertEquals(digest, digest.plus(page).minus(page));
    assertEquals(digest, digest.minus(page).plus(page));
  }

  @Test
  void anAbsentPageChangesNothing() {
    var digest = new Digest(3, 4);
    assertEquals(digest, digest.plus(Fingerprint.NONE).minus(Fingerprint.NONE));
    assertEquals(new Digest(0, 0), Digest.EMPTY);
  }

  @Test
  void theTextIsTheNumber() {
    assertEquals("00000000000000010000000000000002", new Digest(1, 2).toString());
  }

  /// Any word, and those next to a carry.
  @Provide
  Arbitrary<Long> words() {
    return Arbitraries.oneOf(
        Arbitraries.longs(), Arbitraries.of(0L, 1L, 2L, -1L, -2L, Long.MIN_VALUE, Long.MAX_VALUE));
  }

  private static BigInteger number(Digest digest) {
    return number(digest.high(), digest.low());
  }

  private static BigInteger number(long high, long low) {
    return new BigInteger("%016x%016x".formatted(high, low), 16);
  }
}
