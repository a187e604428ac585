package bakelite.format;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Writes one object from its header to its last byte, in constant memory but for 40 bytes an
/// image.
public interface ObjectWriter extends Closeable {
  /// Adds one page image. Pages come ascending; images of one page come from the newest commit to
  /// the oldest.
  ///
  /// @param page page number, from 1
  /// @param commit ordinal of the commit in this object, from 0: `index - span.first`; 0 for shards
  ///   and for every level above 0
  /// @param fingerprint of this image at this page
  /// @param image exactly one page; its position is moved to its limit
  /// @throws IllegalArgumentException when the order, the range or a size is broken
  void image(long page, int commit, Fingerprint fingerprint, ByteBuffer image) throws IOException;

  /// Writes the tail. Nothing may follow.
  ///
  /// @return how many bytes the object has
  long finish(ObjectEnd end) throws IOException;

  /// Gives memory back. What is not finished by then never becomes an object. The sink stays open.
  @Override
  void close();
}
