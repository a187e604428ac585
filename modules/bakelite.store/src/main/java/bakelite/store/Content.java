package bakelite.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Bytes to be put. A provider may open them more than once, for a try of its own.
public interface Content {
  /// How many bytes `open` gives.
  long length();

  /// The bytes from the first on; the caller closes the stream.
  InputStream open() throws IOException;

  /// Bytes that are in memory; not copied.
  static Content of(byte[] bytes) {
    return new Content() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }

  /// For providers: the bytes, counted. Reading, if it goes on to the end, throws
  /// [java.io.UncheckedIOException] when the content breaks, or has more or fewer bytes than it
  /// says.
  static InputStream checked(Content content) {
    return CheckedContent.open(content);
  }
}
