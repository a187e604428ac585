package bakelite.backup;

import bakelite.format.FormatException;
import bakelite.format.Formats;
import bakelite.format.ObjectBytes;
import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/// Looks at what lies under a key after a put that was refused or not answered.
final class ReadBack {
  private static final int BUFFER_BYTES = 1 << 16;

  private final ObjectStore store;

  ReadBack(ObjectStore store) {
    this.store = store;
  }

  /// Whether the object is, byte for byte, what we tried to put.
  ///
  /// @throws StoreException.Unreachable when there is no object: the put may still be carried out
  boolean isOurs(ObjectKey key, Content ours) throws IOException, StoreException {
    try (var theirs = store.get(key);
        var expected = ours.open()) {
      if (theirs.version().size() != ours.length()) {
        return false;
      }
      var one = new byte[BUFFER_BYTES];
      var other = new byte[BUFFER_BYTES];
      while (true) {
        int count = expected.readNBytes(one, 0, one.length);
        int found = theirs.stream().readNBytes(other, 0, other.length);
        if (found < count) {
          throw new StoreException.Damaged(
              String.format(
                  Locale.ROOT,
                  "cannot compare %s: expected %,d bytes, found fewer",
                  key,
                  ours.length()),
              "the answer was cut short; it is tried again",
              null);
        }
        if (!Arrays.equals(one, 0, count, other, 0, found)) {
          return false;
        }
        if (count == 0) {
          return true;
        }
      }
    } catch (StoreException.Missing notThere) {
      throw new StoreException.Unreachable(
          String.format(
              Locale.ROOT, "cannot tell whether %s was stored: the store gave no answer", key),
          "it is tried again",
          notThere);
    }
  }

  /// How the writer of an object calls itself, as far as the object says.
  String writerOf(ObjectKey key) throws IOException, StoreException {
    try (var theirs = store.get(key)) {
      var bytes = theirs.stream().readAllBytes();
      var object = Formats.read(ObjectBytes.of(key.text(), bytes));
      return String.format(
          Locale.ROOT,
          "%s (session %s), which wrote %s",
          WriterIdentity.describe(object.end().note()),
          object.header().identity().life(),
          key);
    } catch (FormatException unreadable) {
      return "a writer whose object " + key + " cannot be read";
    }
  }
}
