package bakelite.format;

import java.util.HexFormat;

/// The content of a whole database in 128 bits: the sum of its pages' fingerprints modulo 2^128,
/// the lock page left out. A commit updates it from its own pages and their old fingerprints alone.
///
/// @param high the upper 64 bits of the little-endian number
/// @param low the lower 64 bits
public record Digest(long high, long low) {
  /// Length of the stored form.
  public static final int BYTES = 16;

  /// The digest of a database without pages.
  public static final Digest EMPTY = new Digest(0, 0);

  /// This sum with one more page in it.
  public Digest plus(Fingerprint page) {
    long sum = low + page.low();
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    return new Digest(high + page.high() + carry, sum);
  }

  /// This sum with a change in it: what pages added less what was taken out.
  public Digest plus(Digest change) {
    return plus(new Fingerprint(change.high, change.low));
  }

  /// This sum with one page taken out.
  public Digest minus(Fingerprint page) {
    long borrow = Long.compareUnsigned(low, page.low()) < 0 ? 1 : 0;
    return new Digest(high - page.high() - borrow, low - page.low());
  }

  /// 32 lower-case hexadecimal digits, most significant first.
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
