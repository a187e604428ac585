package bakelite.format;

import java.io.IOException;
import java.io.OutputStream;

/// One generation of the storage format. Found as a service; `Formats` chooses by what an object's
/// header says.
public interface FormatCodec {
  /// The format version that this codec reads and writes, from 1.
  int version();

  /// Starts an object. The header is written at once, so everything in it must be known.
  ///
  /// @param sink takes the bytes in order; not closed
  ObjectWriter write(ObjectHeader header, Compression compression, OutputStream sink)
      throws IOException;

  /// Reads and proves the header and the tail of an object. No block is read.
  ///
  /// @throws DamagedException when a checksum, a limit or an order does not hold
  /// @throws NewerFormatException when a must-understand feature is not known here
  ObjectReader read(ObjectBytes object) throws IOException, FormatException;
}
