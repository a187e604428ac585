package bakelite.store;

/// A part of an object.
///
/// @param offset first byte, from 0
/// @param length how many bytes, at least 1
public record ByteRange(long offset, long length) {
  public ByteRange {
    if (offset < 0 || length < 1) {
      throw new IllegalArgumentException("no such range: " + length + " bytes from " + offset);
    }
  }
}
