package bakelite.store.servers;

import bakelite.store.ByteRange;
import bakelite.store.Fetched;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.StoreException;
import bakelite.store.testkit.ForwardingStore;

/// Reads again what could not be read, as every caller of a store does: a provider makes one
/// attempt, and real servers drop some. MinIO closes a connection after a refused put and does not
/// say so; LocalStack answers 500 to a read of an object that is being created.
final class PatientReads extends ForwardingStore {
  private static final int TRIES = 4;

  PatientReads(ObjectStore store) {
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
}
