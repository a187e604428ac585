package bakelite.format;

import java.util.Arrays;
import java.util.HexFormat;

/// One link of the hash chain over commits. It binds every record before it, and through their
/// digests the exact content of the database after each of those commits.
public final class LineageValue {
  /// Length of the stored form.
  public static final int BYTES = 32;

  private final byte[] bytes;

  /// @param bytes 32 bytes, copied
  public LineageValue(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a lineage value has 32 bytes, not " + bytes.length);
    }
    this.bytes = bytes.clone();
  }

  /// The 32 bytes, a copy.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The first 8 hexadecimal digits: how a key names the lineage that it belongs to.
  public String tag() {
    return HexFormat.of().formatHex(bytes, 0, 4);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LineageValue value && Arrays.equals(bytes, value.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
