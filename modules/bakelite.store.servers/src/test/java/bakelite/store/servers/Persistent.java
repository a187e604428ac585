package bakelite.store.servers;

import bakelite.store.ByteRange;
import bakelite.store.Content;
import bakelite.store.Fetched;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import bakelite.store.testkit.ForwardingStore;
import java.io.IOException;
import java.util.Arrays;

/// Goes on after trouble as every caller of a store does: reads again what could not be read, and
/// reads back what may have been stored. For a server that is in trouble of its own: LocalStack
/// answers 500 to reads and creations of an object that another request is deleting.
final class Persistent extends ForwardingStore {
  private static final int TRIES = 4;

  Persistent(ObjectStore store) {
    super(store);
  }

  /// A read, made again.
  @FunctionalInterface
  private interface Read {
    Fetched run() throws StoreException;
  }

  @Override
  public Fetched get(ObjectKey key) throws StoreException {
    return tried(() -> super.get(key));
  }

  @Override
  public Fetched get(ObjectKey key, ByteRange range) throws StoreException {
    return tried(() -> super.get(key, range));
  }

  private static Fetched tried(Read read) throws StoreException {
    for (var tries = 1; ; tries++) {
      try {
        return read.run();
      } catch (StoreException.Unreachable again) {
        if (tries == TRIES || Thread.currentThread().isInterrupted()) {
          throw again;
        }
      }
    }
  }

  @Override
  public PutResult putIfAbsent(ObjectKey key, Content content) throws StoreException {
    var result = super.putIfAbsent(key, content);
    for (var tries = 1;
        result instanceof PutResult.Unknown
            && tries < TRIES
            && !Thread.currentThread().isInterrupted();
        tries++) {
      if (isThere(key, content)) {
        return new PutResult.Stored(super.head(key).orElseThrow());
      }
      result = super.putIfAbsent(key, content);
    }
    return result;
  }

  private boolean isThere(ObjectKey key, Content content) throws StoreException {
    try (var found = get(key);
        var ours = content.open()) {
      return Arrays.equals(found.stream().readAllBytes(), ours.readAllBytes());
    } catch (StoreException.Missing | IOException _) {
      return false;
    }
  }
}
