package bakelite.format;

import java.util.HexFormat;

/// 128 bits that stand for the image of one page at its place: the first 16 bytes of a keyed BLAKE3
/// over the image and the page number (`docs/format.md`, Digest). Two images of one page with equal
/// fingerprints are taken as equal.
///
/// @param high the upper 64 bits of the little-endian number
/// @param low the lower 64 bits
public record Fingerprint(long high, long low) {
  /// Length of the stored form.
  public static final int BYTES = 16;

  /// The fingerprint of a page that is not there.
  public static final Fingerprint NONE = new Fingerprint(0, 0);

  /// 32 lower-case hexadecimal digits, most significant first.
  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }
}
