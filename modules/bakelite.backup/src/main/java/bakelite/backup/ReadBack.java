package bakelite.backup;

import bakelite.format.FormatException;
import bakelite.format.Formats;
import bakelite.format.Id128;
import bakelite.format.ObjectBytes;
import bakelite.replica.Replica;
import bakelite.store.Content;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;

/// Looks at what lies under a key after a put that was refused or not answered.
final class ReadBack {
  private static final int BUFFER_BYTES = 1 << 16;

  /// How often other bytes have to be seen before they are another writer's.
  private static final int LOOKS = 4;

  private final ObjectStore store;

  ReadBack(ObjectStore store) {
    this.store = store;
  }

  /// Whether the object is, byte for byte, what we tried to put.
  ///
  /// @throws IOException when ours cannot be read
  /// @throws StoreException.Unreachable when there is no object: the put may still be carried out
  boolean isOurs(ObjectKey key, Content ours) throws IOException, StoreException {
    // "Another's" is for ever, and an answer can be changed or cut on its way.
    for (int look = 0; look < LOOKS; look++) {
      if (looksLikeOurs(key, ours)) {
        return true;
      }
    }
    return false;
  }

  private boolean looksLikeOurs(ObjectKey key, Content ours) throws IOException, StoreException {
    try (var expected = ours.open();
        var theirs = store.get(key)) {
      if (theirs.version().size() != ours.length()) {
        return false;
      }
      var one = new byte[BUFFER_BYTES];
      var other = new byte[BUFFER_BYTES];
      while (true) {
        int count = expected.readNBytes(one, 0, one.length);
        int found = read(key, theirs.stream(), other);
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

  /// How the writer of a change-set calls itself: in the object, or in the claim of its life.
  String writerOf(Replica replica, ObjectKey key) throws IOException, StoreException {
    try {
      var inventory = replica.list();
      var entry =
          inventory.changeSets().stream().filter(each -> each.key().equals(key)).findFirst();
      if (entry.isEmpty()) {
        return writerOf(key);
      }
      var object = replica.openOfAny(entry.get());
      var life = object.header().identity().life();
      var note = object.end().note();
      return told(note.isEmpty() ? LastClaim.note(replica, inventory, life) : note, life, key);
    } catch (FormatException unreadable) {
      return "a writer whose object " + key + " cannot be read";
    }
  }

  /// A connection that breaks is the store's trouble, not one of our own files.
  private static int read(ObjectKey key, InputStream theirs, byte[] buffer) throws StoreException {
    try {
      return theirs.readNBytes(buffer, 0, buffer.length);
    } catch (IOException broken) {
      throw new StoreException.Unreachable(
          String.format(
              Locale.ROOT,
              "cannot compare %s: expected the rest of it, found '%s'",
              key,
              broken.getMessage()),
          "the connection broke in between; it is tried again",
          broken);
    }
  }

  /// How the writer of an object calls itself, as far as the object says.
  String writerOf(ObjectKey key) throws StoreException {
    try (var theirs = store.get(key)) {
      var bytes = theirs.readExactly(key, Math.toIntExact(theirs.length()));
      var object = Formats.read(ObjectBytes.of(key.text(), bytes));
      return told(object.end().note(), object.header().identity().life(), key);
    } catch (FormatException | IOException unreadable) {
      return "a writer whose object " + key + " cannot be read";
    }
  }

  private static String told(String note, Id128 life, ObjectKey key) {
    return String.format(
        Locale.ROOT, "%s (session %s), which wrote %s", WriterIdentity.describe(note), life, key);
  }
}
