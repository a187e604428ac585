package bakelite.wal;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Positional reads of a file that someone else keeps open.
public interface ByteSource {
  /// Length in bytes, now.
  long size() throws IOException;

  /// Fills `target` from `offset` on, as far as there are bytes.
  ///
  /// @return how many bytes were read, 0 at or after the end
  int read(ByteBuffer target, long offset) throws IOException;
}
