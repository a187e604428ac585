package bakelite.cli.doctor;

import bakelite.store.ByteRange;
import bakelite.store.Content;
import bakelite.store.Fetched;
import bakelite.store.ListPage;
import bakelite.store.ObjectKey;
import bakelite.store.ObjectStore;
import bakelite.store.ObjectVersion;
import bakelite.store.PutResult;
import bakelite.store.StoreException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A store that breaks the contract where it matters most: what is created twice is replaced.
record Overwriting(ObjectStore store) implements ObjectStore {
  @Override
  public PutResult putIfAbsent(ObjectKey key, Content content) throws StoreException {
    return new PutResult.Stored(store.put(key, content));
  }

  @Override
  public ObjectVersion put(ObjectKey key, Content content) throws StoreException {
    return store.put(key, content);
  }

  @Override
  public Fetched get(ObjectKey key) throws StoreException {
    return store.get(key);
  }

  @Override
  public Fetched get(ObjectKey key, ByteRange range) throws StoreException {
    return store.get(key, range);
  }

  @Override
  public Optional<ObjectVersion> head(ObjectKey key) throws StoreException {
    return store.head(key);
  }

  @Override
  public ListPage list(String prefix, Optional<ObjectKey> after) throws StoreException {
    return store.list(prefix, after);
  }

  @Override
  public void delete(List<ObjectKey> keys) throws StoreException {
    store.delete(keys);
  }

  @Override
  public Instant time() throws StoreException {
    return store.time();
  }

  @Override
  public String name() {
    return store.name();
  }

  @Override
  public void close() {
    store.close();
  }
}
