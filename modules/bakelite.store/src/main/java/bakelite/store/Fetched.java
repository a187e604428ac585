package bakelite.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/// The answer to a get: the bytes as a stream, which the caller closes.
///
/// @param version of the whole object that the bytes are from
/// @param length how many bytes the stream was promised to have
/// @param stream the bytes; a provider MUST end it early or throw rather than invent bytes, the
///   caller counts them all the same
public record Fetched(ObjectVersion version, long length, InputStream stream)
    implements AutoCloseable {
  /// Reads to the end and accepts exactly the length that is wanted; does not close.
  ///
  /// @param key names the object in errors
  /// @param wanted bytes
  /// @throws StoreException.Damaged when there are more or fewer
  /// @throws StoreException.Unreachable when the stream breaks
  public byte[] readExactly(ObjectKey key, int wanted) throws StoreException {
    checkLength(key, wanted);
    try {
      byte[] bytes = stream.readNBytes(wanted);
      checkEnd(key, wanted, bytes.length);
      return bytes;
    } catch (IOException e) {
      throw broken(key, e);
    }
  }

  /// The same into the start of an array that is used again and again.
  ///
  /// @param key names the object in errors
  /// @param wanted bytes, at most the length of `bytes`
  /// @throws StoreException.Damaged when there are more or fewer
  /// @throws StoreException.Unreachable when the stream breaks
  public void readExactly(ObjectKey key, int wanted, byte[] bytes) throws StoreException {
    checkLength(key, wanted);
    try {
      checkEnd(key, wanted, stream.readNBytes(bytes, 0, wanted));
    } catch (IOException e) {
      throw broken(key, e);
    }
  }

  private void checkLength(ObjectKey key, int wanted) throws StoreException {
    if (length != wanted) {
      throw damaged(key, wanted, String.format(Locale.ROOT, "an answer of %,d", length));
    }
  }

  private void checkEnd(ObjectKey key, int wanted, int found) throws StoreException, IOException {
    if (found < wanted) {
      throw damaged(key, wanted, String.format(Locale.ROOT, "only %,d", found));
    }
    if (stream.read() >= 0) {
      throw damaged(key, wanted, "more");
    }
  }

  private static StoreException damaged(ObjectKey key, int wanted, String found) {
    return new StoreException.Damaged(
        String.format(
            Locale.ROOT, "cannot read %s: expected %,d bytes, found %s", key, wanted, found),
        "the transfer was cut short, or the object was changed; try again",
        null);
  }

  private static StoreException broken(ObjectKey key, IOException cause) {
    return new StoreException.Unreachable(
        String.format(
            Locale.ROOT,
            "cannot read %s: expected the rest of it, found '%s'",
            key,
            cause.getMessage()),
        "the connection or the disk broke in between; try again",
        cause);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
